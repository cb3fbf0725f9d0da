namespace Reprise.Learning.Boosting;

/// <summary>The parameters an exact tree needs, checked.</summary>
internal sealed record ExactTreeRules(int MaxDepth, int MaxLeaves, int MinSamplesSplit, int MinSamplesLeaf, int Features);
