using Reprise.Tracking;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Search;

namespace Reprise.Studio.Models;

/// <summary>What the list of registered models shows.</summary>
internal sealed record ModelsView
{
    private const int PageSize = 50;

    public required ModelsUrl Url { get; init; }

    public required IReadOnlyList<RegisteredModel> Models { get; init; }

    public ModelsUrl? Next { get; init; }

    public ModelsUrl? Previous => Url.Pages.Count == 0 ? null : Url with { Pages = [.. Url.Pages.SkipLast(1)] };

    /// <summary>Loads the page of models that the address asks for.</summary>
    public static async Task<ModelsView> LoadAsync(ITrackingClient tracking, ModelsUrl url, CancellationToken cancellationToken)
    {
        var query = new RegistryQuery
        {
            Filter = url.Search.Length == 0 ? null : $"name ILIKE {FilterText.Quote($"%{url.Search}%")}",
            OrderBy = url.Newest ? ["last_updated_timestamp DESC"] : [],
            MaxResults = PageSize,
            PageToken = url.Pages.Count > 0 ? url.Pages[^1] : null,
        };
        var page = await tracking.Registry.SearchModelsAsync(query, cancellationToken).ConfigureAwait(false);
        return new ModelsView
        {
            Url = url,
            Models = page.Items,
            Next = page.NextPageToken is { } token && page.Items.Count > 0 ? url with { Pages = [.. url.Pages, token] } : null,
        };
    }

    /// <summary>The newest version of any stage; null for a model without versions.</summary>
    public static ModelVersion? Latest(RegisteredModel model) => model.LatestVersions.MaxBy(version => version.Version);
}
