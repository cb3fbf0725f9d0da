namespace Reprise.Learning.Preprocessing.Encoding;

/// <summary>Which column of an input a <see cref="OneHotEncoder"/> leaves out, so that its columns do not add up to 1.</summary>
public enum DropCategory
{
    /// <summary>None.</summary>
    None,

    /// <summary>The first of every input.</summary>
    First,

    /// <summary>The first of inputs with two categories.</summary>
    IfBinary,
}
