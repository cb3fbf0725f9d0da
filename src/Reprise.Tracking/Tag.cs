namespace Reprise.Tracking;

/// <summary>A key with a text value on an experiment, run, model or version.</summary>
public readonly record struct Tag(string Key, string Value);
