namespace Reprise.Tracking.Wire;

/// <summary>A failure on the wire.</summary>
internal sealed record ErrorMessage(string? ErrorCode, string? Message);
