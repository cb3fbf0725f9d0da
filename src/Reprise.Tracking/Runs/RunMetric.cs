namespace Reprise.Tracking.Runs;

/// <summary>A point of a metric and the run it belongs to.</summary>
public readonly record struct RunMetric(string RunId, Metric Metric);
