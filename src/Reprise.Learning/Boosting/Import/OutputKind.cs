namespace Reprise.Learning.Boosting.Import;

/// <summary>What the sum of the trees means.</summary>
internal enum OutputKind
{
    /// <summary>Scores of classes.</summary>
    Classes,

    /// <summary>The value.</summary>
    Identity,

    /// <summary>The value's logarithm.</summary>
    Exponential,
}
