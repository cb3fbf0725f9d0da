using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Search;

namespace Reprise.Studio.Models;

/// <summary>A version as the page of its model shows it.</summary>
internal sealed record VersionRow(ModelVersion Version, IReadOnlyList<string> Aliases, GateOutcome? Gate)
{
    /// <summary>The alias that a promotion moves.</summary>
    public const string LiveAlias = Promotion.DefaultAlias;

    public bool IsLive => Aliases.Contains(LiveAlias);

    /// <summary>What to say before this version is promoted; empty when its gate passed.</summary>
    public string Warning => Gate switch
    {
        { Passed: false } => "The quality gate of this version failed.",
        null => "No quality gate was run for this version.",
        _ => "",
    };

    /// <summary>Why it was promoted, when somebody said so.</summary>
    public string? PromotionReason => Version.Tag(PromotionTags.Reason) is { Length: > 0 } reason ? reason : null;

    /// <summary>When it was promoted, in milliseconds since the Unix epoch.</summary>
    public long? PromotedAt =>
        long.TryParse(Version.Tag(PromotionTags.Time), NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? time : null;

    /// <summary>The version that was live before this one was promoted; null when none was recorded.</summary>
    public int? Previous =>
        int.TryParse(Version.Tag(PromotionTags.PreviousVersion), NumberStyles.None, CultureInfo.InvariantCulture, out var previous) ? previous : null;

    /// <summary>Where the version comes from, and its tags but those that the page shows by what they mean.</summary>
    public IReadOnlyList<(string Key, string Value)> Facts =>
    [
        ("Source", Version.Source),
        .. PromotionReason is { } reason ? new[] { ("Promoted because", reason) } : [],
        .. Version.Tags
            .Where(tag => !tag.Key.StartsWith("reprise.gate", StringComparison.Ordinal) && !tag.Key.StartsWith("reprise.promotion.", StringComparison.Ordinal))
            .Select(tag => (tag.Key, tag.Value)),
    ];
}

/// <summary>What the page of a registered model shows.</summary>
internal sealed record ModelView
{
    private const int PageSize = 25;
    private const int MostEvents = 20;

    public required RegisteredModel Model { get; init; }

    public required ModelUrl Url { get; init; }

    /// <summary>Versions, newest first.</summary>
    public required IReadOnlyList<VersionRow> Versions { get; init; }

    /// <summary>The version with the live alias, wherever it is in the list; null when there is none.</summary>
    public required VersionRow? Live { get; init; }

    /// <summary>How the live alias and the stage Production differ, in words; null when they do not.</summary>
    public string? Disagreement { get; init; }

    /// <summary>The newest events of the model; null where the tracking server keeps none.</summary>
    public RegistryHistory? History { get; init; }

    public ModelUrl? Next { get; init; }

    public ModelUrl? Previous => Url.Pages.Count == 0 ? null : Url with { Pages = [.. Url.Pages.SkipLast(1)] };

    /// <summary>Loads the model and the page of versions that the address asks for.</summary>
    public static async Task<ModelView> LoadAsync(ITrackingClient tracking, ModelUrl url, CancellationToken cancellationToken)
    {
        var model = await tracking.Registry.GetModelAsync(url.Name, cancellationToken).ConfigureAwait(false);
        var query = new RegistryQuery
        {
            Filter = $"name = {FilterText.Quote(url.Name)}",
            OrderBy = ["version_number DESC"],
            MaxResults = PageSize,
            PageToken = url.Pages.Count > 0 ? url.Pages[^1] : null,
        };
        var page = await tracking.Registry.SearchVersionsAsync(query, cancellationToken).ConfigureAwait(false);
        var rows = page.Items.Select(version => Row(model, version)).ToList();
        var live = await LiveAsync(tracking, model, rows, cancellationToken).ConfigureAwait(false);
        var staged = rows.Select(row => row.Version).Concat(model.LatestVersions).Where(version => version.Stage == ModelStage.Production)
            .Select(version => version.Version).ToHashSet();
        return new ModelView
        {
            Model = model,
            Url = url,
            Versions = rows,
            Live = live,
            Disagreement = RegistryAgreement.Of(live?.Version.Version, staged),
            History = url.Pages.Count > 0 ? null : await HistoryAsync(tracking, model, cancellationToken).ConfigureAwait(false),
            Next = page.NextPageToken is { } token && rows.Count > 0 ? url with { Pages = [.. url.Pages, token] } : null,
        };
    }

    private static async Task<RegistryHistory?> HistoryAsync(ITrackingClient tracking, RegisteredModel model, CancellationToken cancellationToken)
    {
        try
        {
            return await tracking.Registry
                .GetHistoryAsync(new RegistryHistoryQuery { Name = model.Name, MovesOnly = true, MaxResults = MostEvents }, cancellationToken).ConfigureAwait(false);
        }
        catch (RepriseException elsewhere) when (elsewhere.Code is ErrorCode.EndpointNotFound or ErrorCode.ResourceDoesNotExist or ErrorCode.PermissionDenied)
        {
            return null;   // MLflow's server behind us, or one that shows no history
        }
    }

    private static VersionRow Row(RegisteredModel model, ModelVersion version) => new(
        version,
        [.. model.Aliases.Where(alias => alias.Version == version.Version).Select(alias => alias.Alias).Order(StringComparer.Ordinal)],
        GateOutcome.Of(version));

    private static async Task<VersionRow?> LiveAsync(
        ITrackingClient tracking, RegisteredModel model, IReadOnlyList<VersionRow> shown, CancellationToken cancellationToken)
    {
        var alias = model.Aliases.FirstOrDefault(alias => alias.Alias == VersionRow.LiveAlias);
        return alias.Alias is null ? null
            : shown.FirstOrDefault(row => row.Version.Version == alias.Version)
            ?? Row(model, await tracking.Registry.GetVersionAsync(model.Name, alias.Version, cancellationToken).ConfigureAwait(false));
    }
}
