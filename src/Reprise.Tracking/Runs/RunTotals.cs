namespace Reprise.Tracking.Runs;

/// <summary>How many active runs an experiment has and when the newest of them started, in milliseconds since the Unix epoch; null without runs.</summary>
public readonly record struct RunTotals(int Count, long? LastStartTime);
