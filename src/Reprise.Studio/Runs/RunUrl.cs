using Microsoft.AspNetCore.Http;
using Reprise.Studio.Urls;

namespace Reprise.Studio.Runs;

/// <summary>The parts of a run's page.</summary>
public enum RunTab
{
    /// <summary>Metrics, parameters, tags, datasets and models.</summary>
    Overview,

    /// <summary>Metrics over steps.</summary>
    Charts,

    /// <summary>Files.</summary>
    Artifacts,
}

/// <summary>The state of a run's page, as its address says it.</summary>
public sealed record RunUrl
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The part that is open.</summary>
    public RunTab Tab { get; init; }

    /// <summary>The logged model whose files are shown; null for the run's own.</summary>
    public string? ModelId { get; init; }

    /// <summary>The file that is shown, or the folder the tree starts at when it ends in a slash.</summary>
    public string Path { get; init; } = "";

    /// <summary>The address that sends the file itself.</summary>
    internal Link File => Link.To("runs", RunId, "file").With("model", ModelId).With("path", Path);

    /// <summary>Reads an address; what it does not understand falls back to the default.</summary>
    public static RunUrl Parse(string runId, IQueryCollection query) => new()
    {
        RunId = runId,
        Tab = Enum.TryParse<RunTab>(query["tab"], ignoreCase: true, out var tab) && Enum.IsDefined(tab) ? tab : default,
        ModelId = query["model"].ToString() is { Length: > 0 } model ? model : null,
        Path = query["path"].ToString(),
    };

    /// <inheritdoc/>
    public override string ToString() =>
        Link.To("runs", RunId)
            .With("tab", Tab == RunTab.Overview ? null : Tab.ToString().ToLowerInvariant())
            .With("model", ModelId)
            .With("path", Path)
            .ToString();
}
