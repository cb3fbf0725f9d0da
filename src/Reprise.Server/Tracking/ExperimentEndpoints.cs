using Reprise.Core.Errors;
using Reprise.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Search;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary><c>experiments/…</c></summary>
internal static class ExperimentEndpoints
{
    private const int MostExperimentsAtOnce = 20;

    public static void MapExperiments(this TrackingRoutes routes)
    {
        routes.Post<CreateExperimentRequest, CreateExperimentResponse>("experiments/create", CreateAsync);
        routes.Get<ExperimentIdRequest, GetExperimentResponse>("experiments/get", GetAsync);
        routes.Get<GetExperimentByNameRequest, GetExperimentResponse>("experiments/get-by-name", GetByNameAsync);
        routes.Get<SearchExperimentsRequest, SearchExperimentsResponse>("experiments/search", SearchAsync);
        routes.Post<SearchExperimentsRequest, SearchExperimentsResponse>("experiments/search", SearchAsync, RouteNeed.Read);
        routes.Post<UpdateExperimentRequest, EmptyMessage>("experiments/update", UpdateAsync);
        routes.Post<ExperimentIdRequest, EmptyMessage>("experiments/delete", DeleteAsync, RouteNeed.Manage);
        routes.Post<ExperimentIdRequest, EmptyMessage>("experiments/restore", RestoreAsync, RouteNeed.Manage);
        routes.Post<SetExperimentTagRequest, EmptyMessage>("experiments/set-experiment-tag", SetTagAsync);
        routes.Post<SetExperimentTagRequest, EmptyMessage>("experiments/delete-experiment-tag", DeleteTagAsync);
        routes.Post<SearchDatasetsRequest, SearchDatasetsResponse>("experiments/search-datasets", SearchDatasetsAsync, RouteNeed.Read);
    }

    private static async Task<CreateExperimentResponse> CreateAsync(CreateExperimentRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        var tags = request.Tags.FromWire(tag => tag.ToTag());
        return new(await call.Tracking.Experiments.CreateAsync(name, request.ArtifactLocation.OrNull(), tags, call.Cancellation));
    }

    private static async Task<GetExperimentResponse> GetAsync(ExperimentIdRequest request, TrackingCall call)
    {
        var id = Required.Text(request.ExperimentId, "experiment_id");
        return new(ExperimentMessage.From(await call.Tracking.Experiments.GetAsync(id, call.Cancellation)));
    }

    private static async Task<GetExperimentResponse> GetByNameAsync(GetExperimentByNameRequest request, TrackingCall call)
    {
        var name = Required.Text(request.ExperimentName, "experiment_name");
        var experiment = await call.Tracking.Experiments.FindByNameAsync(name, call.Cancellation)
            ?? throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"Could not find experiment with name '{name}'");
        return new(ExperimentMessage.From(experiment));
    }

    private static async Task<SearchExperimentsResponse> SearchAsync(SearchExperimentsRequest request, TrackingCall call)
    {
        var query = new ExperimentQuery
        {
            Filter = request.Filter,
            OrderBy = request.OrderBy ?? [],
            MaxResults = (request.MaxResults ?? 0).ToPageSize(),
            View = Views.Parse(request.ViewType, "view_type"),
            PageToken = request.PageToken.OrNull(),
        };
        var page = await call.Tracking.Experiments.SearchAsync(query, call.Cancellation);
        return new(page.Items.ToWire(ExperimentMessage.From), page.NextPageToken);
    }

    private static async Task<EmptyMessage> UpdateAsync(UpdateExperimentRequest request, TrackingCall call)
    {
        var id = Required.Text(request.ExperimentId, "experiment_id");
        await call.Tracking.Experiments.RenameAsync(id, Required.Text(request.NewName, "new_name"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> DeleteAsync(ExperimentIdRequest request, TrackingCall call)
    {
        await call.Tracking.Experiments.DeleteAsync(Required.Text(request.ExperimentId, "experiment_id"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> RestoreAsync(ExperimentIdRequest request, TrackingCall call)
    {
        await call.Tracking.Experiments.RestoreAsync(Required.Text(request.ExperimentId, "experiment_id"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> SetTagAsync(SetExperimentTagRequest request, TrackingCall call)
    {
        var id = Required.Text(request.ExperimentId, "experiment_id");
        var tag = new Tag(Required.Text(request.Key, "key"), request.Value ?? "");
        await call.Tracking.Experiments.SetTagAsync(id, tag, call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> DeleteTagAsync(SetExperimentTagRequest request, TrackingCall call)
    {
        var id = Required.Text(request.ExperimentId, "experiment_id");
        await call.Tracking.Experiments.DeleteTagAsync(id, Required.Text(request.Key, "key"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    /// <summary>The distinct datasets of the experiments' runs, those of the newest runs first, at most 1,000.</summary>
    private static async Task<SearchDatasetsResponse> SearchDatasetsAsync(SearchDatasetsRequest request, TrackingCall call)
    {
        var named = request.ExperimentIds ?? [];
        if (named.Count > MostExperimentsAtOnce)
        {
            throw Invalid.Parameter(FormattableString.Invariant($"SearchDatasets request cannot specify more than {MostExperimentsAtOnce} experiment_ids. Received {named.Count} experiment_ids."));
        }

        var ids = await ExperimentScope.IdsAsync(named, request.Filter, SearchVocabularies.Datasets, call);
        if (ids.Count == 0 && !SearchVocabularies.NamesExperiments(request.Filter, SearchVocabularies.Datasets))
        {
            throw Invalid.Parameter("SearchDatasets request must specify at least one experiment_id.");
        }

        var found = await call.Tracking.Runs.SearchDatasetsAsync(new DatasetQuery { ExperimentIds = ids, Filter = request.Filter }, call.Cancellation);
        return new(found.ToWire(DatasetSummaryMessage.From));
    }
}
