namespace Reprise.Learning.Metrics;

/// <summary>How scores of classes become one number.</summary>
public enum Averaging
{
    /// <summary>The plain mean: each class counts the same.</summary>
    Macro,

    /// <summary>The mean weighted by how many rows each class has: each row counts the same.</summary>
    Weighted,

    /// <summary>From the summed counts; with one label per row it equals accuracy.</summary>
    Micro,
}
