namespace Reprise.Data.Datasets;

/// <summary>One place that was tried.</summary>
/// <param name="Source">Which kind of place.</param>
/// <param name="Location">Path or address, or what was searched.</param>
/// <param name="Found">Whether the file came from here.</param>
/// <param name="Outcome">What happened, in words.</param>
public sealed record DatasetAttempt(DatasetSource Source, string Location, bool Found, string Outcome);
