using Reprise.Tracking;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Search;

namespace Reprise.Server.Tracking;

/// <summary>
/// The experiments a search is about: those the request names, or, when it names none and its filter has <c>experiment_name</c>, all the caller may see.
/// They are asked of the same client as everything else, so a caller never reaches further than by ids.
/// </summary>
internal static class ExperimentScope
{
    public static async Task<IReadOnlyList<string>> IdsAsync(IReadOnlyList<string>? named, string? filter, SearchVocabulary vocabulary, TrackingCall call)
    {
        if (named is { Count: > 0 } || !SearchVocabularies.NamesExperiments(filter, vocabulary))
        {
            return named ?? [];
        }

        var ids = new List<string>();
        var query = new ExperimentQuery { View = ViewType.All, MaxResults = Limits.Page };
        do
        {
            var page = await call.Tracking.Experiments.SearchAsync(query, call.Cancellation);
            ids.AddRange(page.Items.Select(experiment => experiment.Id));
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);

        return ids;
    }
}
