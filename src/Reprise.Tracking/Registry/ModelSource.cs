using System.Text.RegularExpressions;
using Reprise.Storage;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Database;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Registry;

/// <summary>Where a version's model directory may lie, and where it is read from.</summary>
internal static partial class ModelSource
{
    /// <summary>The source of a new version: the place its files are read from, the run and the logged model it comes from.</summary>
    public static (string StorageLocation, string? RunId, string? ModelId) Resolve(SqlReader reader, NewModelVersion version)
    {
        var source = version.Source;
        if (string.IsNullOrEmpty(source))
        {
            throw Invalid.Missing("source");
        }

        var modelId = version.ModelId ?? ModelId(source);
        var model = modelId is null ? null : LoggedModelReader.Require(reader, modelId, RowLock.Change);
        var runId = version.RunId ?? model?.SourceRunId;
        switch (ArtifactUri.Scheme(source))
        {
            case null or "file":
                RequireInside(reader, source, runId, model);
                return (source, runId, modelId);
            case "models":
                return (model is not null ? model.ArtifactUri : OfVersion(reader, source), runId, modelId);
            case "runs":
                return (OfRun(reader, source), runId, modelId);
            default:
                RequireAbsolute(source);
                return (source, runId, modelId);
        }
    }

    /// <summary>The logged model a source names, by URI or by its place; null for any other.</summary>
    public static string? ModelId(string source) => LoggedModelSource().Match(source) is { Success: true } match ? match.Groups["id"].Value : null;

    private static void RequireInside(SqlReader reader, string source, string? runId, LoggedModel? model)
    {
        var root = model?.ArtifactUri ?? (runId is null ? null : RunRules.Require(reader, runId).ArtifactUri);
        if (root is null || LocalPath(root) is not { } folder || LocalPath(source) is not { } path
            || (path != folder && !path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            throw Invalid.Parameter(
                $"Invalid model version source: '{source}'. To use a local path as a model version source, the run_id request parameter has to be specified "
                + "and the local path has to be contained within the artifact directory of the run specified by the run_id.");
        }
    }

    // Whatever a later reader may decode to a step up is refused, however often it is encoded.
    private static void RequireAbsolute(string source)
    {
        var round = 0;
        for (var (form, previous) = (source, ""); form != previous; (form, previous) = (Uri.UnescapeDataString(form), form))
        {
            if (++round > ObjectKey.MaxEncodings || form.Contains('\0', StringComparison.Ordinal) || form.Split('/', '\\', '?', '#', '=', '&').Contains(".."))
            {
                throw Invalid.Parameter(
                    $"Invalid model version source: '{source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, "
                    + "an absolute path must be provided without relative path references present. Please provide an absolute path.");
            }
        }
    }

    private static string OfVersion(SqlReader reader, string source)
    {
        if (VersionSource().Match(source) is { Success: true } match && int.TryParse(match.Groups["version"].ValueSpan, out var version))
        {
            var row = RegistryRules.RequireVersion(reader, match.Groups["name"].Value, version);
            return row.StorageLocation ?? row.Source ?? "";
        }

        throw Invalid.Parameter($"Invalid model version source: '{source}'. A models:/ URI must be models:/m-<id> or models:/<name>/<version> here.");
    }

    private static string OfRun(SqlReader reader, string source)
    {
        var path = source["runs:".Length..].TrimStart('/').Split('/', 2);
        var run = RunRules.Require(reader, path[0]);
        return path.Length == 1 ? run.ArtifactUri ?? "" : ArtifactUri.Append(run.ArtifactUri ?? "", ObjectKey.Parse(path[1]).Value);
    }

    private static string? LocalPath(string uri)
    {
        var path = ArtifactUri.Scheme(uri) switch
        {
            null => uri,
            "file" => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) ? parsed.LocalPath : null,
            _ => null,
        };
        return path is null or "" || path.Contains('\0', StringComparison.Ordinal) ? null : Path.GetFullPath(path);
    }

    [GeneratedRegex(@"\A(?:models:/+(?<id>m-[0-9a-f]{32})|.*/models/(?<id>m-[0-9a-f]{32})/artifacts/?)\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LoggedModelSource();

    [GeneratedRegex(@"\Amodels:/+(?<name>.+)/(?<version>[0-9]{1,9})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex VersionSource();
}
