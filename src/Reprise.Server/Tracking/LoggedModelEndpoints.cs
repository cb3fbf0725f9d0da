using Reprise.Tracking.Access;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Search;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary><c>logged-models/…</c></summary>
internal static class LoggedModelEndpoints
{
    public static void MapLoggedModels(this TrackingRoutes routes)
    {
        routes.Post<CreateLoggedModelRequest, LoggedModelResponse>("logged-models", CreateAsync);
        routes.Post<SearchLoggedModelsRequest, SearchLoggedModelsResponse>("logged-models/search", SearchAsync, RouteNeed.Read);
        routes.Get<EmptyMessage, LoggedModelResponse>("logged-models/{model_id}", GetAsync);
        routes.Patch<FinalizeLoggedModelRequest, LoggedModelResponse>("logged-models/{model_id}", FinalizeAsync);
        routes.Delete<EmptyMessage, EmptyMessage>("logged-models/{model_id}", DeleteAsync);
        routes.Patch<LoggedModelTagsRequest, EmptyMessage>("logged-models/{model_id}/tags", SetTagsAsync);
        routes.Delete<EmptyMessage, EmptyMessage>("logged-models/{model_id}/tags/{tag_key}", DeleteTagAsync);
        routes.Post<LoggedModelParamsRequest, EmptyMessage>("logged-models/{model_id}/params", LogParamsAsync);
        routes.Get<ListLoggedModelArtifactsRequest, ListArtifactsResponse>("logged-models/{model_id}/artifacts/directories", ListArtifactsAsync);
    }

    private static async Task<LoggedModelResponse> CreateAsync(CreateLoggedModelRequest request, TrackingCall call) =>
        Answer(await call.Tracking.LoggedModels.CreateAsync(
            Required.Text(request.ExperimentId, "experiment_id"),
            request.Name.OrNull(),
            request.ModelType.OrNull(),
            request.SourceRunId.OrNull(),
            request.Params.FromWire(parameter => parameter.ToParam()),
            request.Tags.FromWire(tag => tag.ToTag()),
            call.Cancellation));

    private static async Task<LoggedModelResponse> GetAsync(EmptyMessage request, TrackingCall call) =>
        Answer(await call.Tracking.LoggedModels.GetAsync(Id(call), call.Cancellation));

    private static async Task<LoggedModelResponse> FinalizeAsync(FinalizeLoggedModelRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Status, "status");
        var status = WireNames.ToLoggedModelStatus(name) ?? throw Invalid.Parameter($"Invalid model status: {name}. Value must be one of LOGGED_MODEL_PENDING, LOGGED_MODEL_READY, LOGGED_MODEL_UPLOAD_FAILED.");
        return Answer(await call.Tracking.LoggedModels.FinalizeAsync(Id(call), status, call.Cancellation));
    }

    private static async Task<EmptyMessage> DeleteAsync(EmptyMessage request, TrackingCall call)
    {
        await call.Tracking.LoggedModels.DeleteAsync(Id(call), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> SetTagsAsync(LoggedModelTagsRequest request, TrackingCall call)
    {
        await call.Tracking.LoggedModels.SetTagsAsync(Id(call), request.Tags.FromWire(tag => tag.ToTag()), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> DeleteTagAsync(EmptyMessage request, TrackingCall call)
    {
        await call.Tracking.LoggedModels.DeleteTagAsync(Id(call), call.Path("tag_key"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> LogParamsAsync(LoggedModelParamsRequest request, TrackingCall call)
    {
        await call.Tracking.LoggedModels.LogParamsAsync(Id(call), request.Params.FromWire(parameter => parameter.ToParam()), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<ListArtifactsResponse> ListArtifactsAsync(ListLoggedModelArtifactsRequest request, TrackingCall call)
    {
        var model = await call.Tracking.LoggedModels.GetAsync(Id(call), call.Cancellation);
        var files = await call.Tracking.Artifacts.ListAsync(model.ArtifactUri, request.ArtifactDirectoryPath.OrNull(), call.Cancellation);
        return new(model.ArtifactUri, files.ToWire(FileInfoMessage.From));
    }

    private static async Task<SearchLoggedModelsResponse> SearchAsync(SearchLoggedModelsRequest request, TrackingCall call)
    {
        var query = new LoggedModelQuery
        {
            ExperimentIds = await ExperimentScope.IdsAsync(request.ExperimentIds, request.Filter, SearchVocabularies.LoggedModels, call),
            Filter = request.Filter,
            OrderBy = request.OrderBy.FromWire(order => order.ToClause()),
            OrderDatasets = request.OrderBy.FromWire(order => order.ToDataset()),
            Datasets = request.Datasets.FromWire(dataset => dataset.ToEntity()),
            MaxResults = request.MaxResults ?? 100,
            PageToken = request.PageToken.OrNull(),
        };
        var page = await call.Tracking.LoggedModels.SearchAsync(query, call.Cancellation);
        return new(page.Items.ToWire(LoggedModelMessage.From), page.NextPageToken);
    }

    private static string Id(TrackingCall call) => call.Path("model_id");

    private static LoggedModelResponse Answer(LoggedModel model) => new(LoggedModelMessage.From(model));
}
