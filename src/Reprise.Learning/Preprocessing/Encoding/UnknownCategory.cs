namespace Reprise.Learning.Preprocessing.Encoding;

/// <summary>What a <see cref="OneHotEncoder"/> makes of a category it did not see in training.</summary>
public enum UnknownCategory
{
    /// <summary>It is refused.</summary>
    Refuse,

    /// <summary>Zero in every column of the input.</summary>
    Ignore,

    /// <summary>The column of infrequent categories; zero in every column when there is none.</summary>
    Infrequent,
}
