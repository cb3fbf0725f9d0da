namespace Reprise.Learning.Trees;

/// <summary>When a tree stops growing, and how many features it draws per split; already checked.</summary>
internal readonly record struct TreeLimits(int MaxDepth, int MinSamplesSplit, int MinSamplesLeaf, int Features);
