namespace Reprise.Learning.Bench;

/// <summary>A line of the result: medians of ours and one peer's. <paramref name="Ratio"/> is <paramref name="PeerS"/> ÷ <paramref name="OursS"/>; a peer that did not run is null.</summary>
internal sealed record ComparisonRow(
    string Work, double OursS, string? Peer, double? PeerS, double? Ratio, double OursMb, double? PeerMb, double? OursScore, double? PeerScore);
