namespace Reprise.Server.Serving;

/// <summary>What this server answers predictions with.</summary>
/// <param name="Status"><c>ok</c>; <c>degraded</c> when an older model answers than the registry names; <c>unavailable</c> when none does.</param>
/// <param name="Model">Registered name, or the URI it was loaded by.</param>
/// <param name="Version">Version that answers.</param>
/// <param name="Alias">Alias the server follows.</param>
/// <param name="Uri">URI the server follows.</param>
/// <param name="Sha256">SHA-256 of the model file that answers.</param>
/// <param name="RunId">The run that made the model.</param>
/// <param name="LoadedAt">When it was loaded.</param>
/// <param name="Problem">Why the version the registry names does not answer; null when all is well.</param>
/// <param name="ProblemAt">When that was found.</param>
public sealed record HealthAnswer(
    string Status,
    string? Model,
    int? Version,
    string? Alias,
    string? Uri,
    string? Sha256,
    string? RunId,
    DateTimeOffset? LoadedAt,
    string? Problem,
    DateTimeOffset? ProblemAt);

/// <summary>A page of registered models.</summary>
/// <param name="Models">The models, by name.</param>
/// <param name="NextPageToken">Continues after the last one; null on the last page.</param>
public sealed record ModelsAnswer(IReadOnlyList<ModelSummary> Models, string? NextPageToken);

/// <summary>A registered model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">Words about it.</param>
/// <param name="LatestVersion">The newest version; null before the first.</param>
/// <param name="Aliases">Versions by alias.</param>
/// <param name="IsServed">Whether this server answers predictions with it by default.</param>
public sealed record ModelSummary(string Name, string? Description, int? LatestVersion, IReadOnlyDictionary<string, int> Aliases, bool IsServed);

/// <summary>A registered model with its versions.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">Words about it.</param>
/// <param name="Aliases">Versions by alias.</param>
/// <param name="IsServed">Whether this server answers predictions with it by default.</param>
/// <param name="Versions">The newest versions, newest first.</param>
/// <param name="Signature">What the live version (else the newest) takes and gives; null when its directory cannot be read.</param>
public sealed record ModelDetail(
    string Name,
    string? Description,
    IReadOnlyDictionary<string, int> Aliases,
    bool IsServed,
    IReadOnlyList<VersionDetail> Versions,
    SignatureDetail? Signature);

/// <summary>A model version.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Stage">None, Staging, Production or Archived.</param>
/// <param name="Aliases">Aliases that name it.</param>
/// <param name="Description">Words about it.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="RunId">The run that made it.</param>
/// <param name="Metrics">Latest finite metrics of that run.</param>
/// <param name="Gate">Verdict of the quality gate: passed or failed; null when there was none.</param>
public sealed record VersionDetail(
    int Version,
    string Stage,
    IReadOnlyList<string> Aliases,
    string? Description,
    DateTimeOffset CreatedAt,
    string? RunId,
    IReadOnlyDictionary<string, double>? Metrics,
    string? Gate);

/// <summary>What a model takes and gives.</summary>
/// <param name="Inputs">Columns of a request.</param>
/// <param name="Outputs">Columns of an answer.</param>
public sealed record SignatureDetail(IReadOnlyList<ColumnDetail> Inputs, IReadOnlyList<ColumnDetail> Outputs);

/// <summary>A column.</summary>
/// <param name="Name">Its name; null when it has none.</param>
/// <param name="Type">double, float, long, integer, boolean, string or datetime.</param>
/// <param name="Required">Whether it must be there and not null.</param>
public sealed record ColumnDetail(string? Name, string Type, bool Required);
