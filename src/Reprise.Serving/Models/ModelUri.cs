using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Reprise.Core.Errors;
using Reprise.Tracking.Registry;

namespace Reprise.Serving.Models;

/// <summary>
/// Names a model as MLflow does: <c>models:/name/3</c>, <c>models:/name/Production</c>, <c>models:/name/latest</c>, <c>models:/name@alias</c>,
/// <c>models:/m-…</c> (a logged model) or <c>runs:/run_id/path</c>.
/// </summary>
public sealed partial record ModelUri
{
    private const string Forms = "models:/name/version, models:/name/Stage, models:/name@alias, models:/m-<id> and runs:/run_id/path";

    private ModelUri()
    {
    }

    /// <summary>The registered model; null for a logged model or a run's artifact.</summary>
    public string? Name { get; private init; }

    /// <summary>A version's number, if one is named.</summary>
    public int? Version { get; private init; }

    /// <summary>A stage, if one is named.</summary>
    public ModelStage? Stage { get; private init; }

    /// <summary>An alias, if one is named.</summary>
    public string? Alias { get; private init; }

    /// <summary>Whether the newest version is meant, whatever its stage.</summary>
    public bool IsLatest { get; private init; }

    /// <summary>A logged model, <c>m-…</c>.</summary>
    public string? ModelId { get; private init; }

    /// <summary>A run.</summary>
    public string? RunId { get; private init; }

    /// <summary>The model directory's path among the run's artifacts.</summary>
    public string? Path { get; private init; }

    /// <summary>The URI of a version.</summary>
    public static ModelUri OfVersion(string name, int version) => Parse(string.Create(CultureInfo.InvariantCulture, $"models:/{name}/{version}"));

    /// <summary>The URI of an alias.</summary>
    public static ModelUri OfAlias(string name, string alias) => Parse($"models:/{name}@{alias}");

    /// <summary>Reads a URI.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/> when it has none of the forms.</exception>
    public static ModelUri Parse(string text) =>
        TryParse(text, out var uri, out var problem) ? uri : throw new RepriseException(ErrorCode.InvalidParameterValue, problem);

    /// <summary>Reads a URI; the problem says which rule it breaks.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ModelUri? uri, [NotNullWhen(false)] out string? problem)
    {
        uri = text is null ? null
            : text.StartsWith("models:/", StringComparison.Ordinal) ? ReadModels(text["models:/".Length..])
            : text.StartsWith("runs:/", StringComparison.Ordinal) ? ReadRuns(text["runs:/".Length..])
            : null;
        problem = uri is null ? $"'{text}' is not a model URI. The forms are {Forms}." : null;
        return uri is not null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        RunId is not null ? $"runs:/{RunId}/{Path}"
        : ModelId is not null ? $"models:/{ModelId}"
        : Alias is not null ? $"models:/{Name}@{Alias}"
        : $"models:/{Name}/{(IsLatest ? "latest" : Stage?.ToString() ?? Version!.Value.ToString(CultureInfo.InvariantCulture))}";

    private static ModelUri? ReadModels(string rest)
    {
        if (LoggedModelId().IsMatch(rest))
        {
            return new ModelUri { ModelId = rest };
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            var at = rest.LastIndexOf('@');
            return at > 0 && AliasName().IsMatch(rest[(at + 1)..]) && IsName(rest[..at]) ? new ModelUri { Name = rest[..at], Alias = rest[(at + 1)..] } : null;
        }

        var (name, what) = (rest[..slash], rest[(slash + 1)..]);
        if (!IsName(name))
        {
            return null;
        }

        if (int.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0)
        {
            return new ModelUri { Name = name, Version = version };
        }

        return what == "latest" ? new ModelUri { Name = name, IsLatest = true }
            : what.All(char.IsAsciiLetter) && Enum.TryParse<ModelStage>(what, ignoreCase: true, out var stage) ? new ModelUri { Name = name, Stage = stage }
            : null;
    }

    private static ModelUri? ReadRuns(string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < rest.Length - 1 && ConfinedPath.IsInside(rest[(slash + 1)..])
            ? new ModelUri { RunId = rest[..slash], Path = rest[(slash + 1)..] }
            : null;
    }

    private static bool IsName(string name) => name.Length > 0 && !name.Contains(':', StringComparison.Ordinal);

    [GeneratedRegex(@"^m-[0-9a-f]{32}\z")]
    private static partial Regex LoggedModelId();

    [GeneratedRegex(@"^[\w\-]+\z")]
    private static partial Regex AliasName();
}
