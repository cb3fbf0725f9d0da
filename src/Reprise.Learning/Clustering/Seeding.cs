namespace Reprise.Learning.Clustering;

/// <summary>How the first centres are chosen.</summary>
public enum Seeding
{
    /// <summary>Greedy k-means++ (Arthur and Vassilvitskii 2007): rows drawn by squared distance to the centres so far, the best of 2 + ⌊log k⌋ draws each.</summary>
    PlusPlus,

    /// <summary>Different rows, each equally likely.</summary>
    Random,
}
