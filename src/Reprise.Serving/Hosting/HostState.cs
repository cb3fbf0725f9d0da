namespace Reprise.Serving.Hosting;

/// <summary>What a <see cref="ModelHost"/> serves and what went wrong last.</summary>
/// <param name="Uri">The URI it follows; null while none is known.</param>
/// <param name="Model">The model that answers; null before the first is loaded.</param>
/// <param name="Problem">Why the newest check could not serve what the URI names; null when all is well.</param>
/// <param name="ProblemAt">When that was.</param>
public sealed record HostState(string? Uri, ServedModel? Model, string? Problem = null, DateTimeOffset? ProblemAt = null);
