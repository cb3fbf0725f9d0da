namespace Reprise.Tracking.Registry;

/// <summary>A movable name of one version of a model.</summary>
public readonly record struct ModelAlias(string Alias, int Version);
