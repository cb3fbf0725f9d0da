namespace Reprise.Tracking.Runs;

/// <summary>A logged model a run produced, at a step.</summary>
public readonly record struct ModelOutput(string ModelId, long Step = 0);
