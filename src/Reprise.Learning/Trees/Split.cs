namespace Reprise.Learning.Trees;

/// <summary>A cut of a feature between two neighbouring ranks, with its score; the higher the purer.</summary>
internal readonly record struct Split(int Feature, int Rank, int NextRank, double Score)
{
    /// <summary>No cut.</summary>
    public static Split None => new(-1, -1, -1, double.NegativeInfinity);

    /// <summary>Whether there is a cut.</summary>
    public bool Exists => Feature >= 0;
}
