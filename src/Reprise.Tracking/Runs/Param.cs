namespace Reprise.Tracking.Runs;

/// <summary>A parameter of a run; immutable once logged.</summary>
public readonly record struct Param(string Key, string Value);
