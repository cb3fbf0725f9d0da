namespace Reprise.Learning.Trees;

/// <summary>A cut of a feature: ranks up to <see cref="Rank"/>, which are the values up to <see cref="Threshold"/>, go left. The higher the score, the purer.</summary>
internal readonly record struct Split(int Feature, int Rank, double Threshold, double Score)
{
    /// <summary>No cut.</summary>
    public static Split None => new(-1, -1, 0, double.NegativeInfinity);

    /// <summary>Whether there is a cut.</summary>
    public bool Exists => Feature >= 0;
}
