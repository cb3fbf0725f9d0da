using System.Globalization;
using Reprise.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Search;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary><c>runs/…</c></summary>
internal static class RunEndpoints
{
    private const string DefaultExperimentId = "0";
    private const int LargestPage = 50_000;

    public static void MapRuns(this TrackingRoutes routes)
    {
        routes.Post<CreateRunRequest, RunResponse>("runs/create", CreateAsync);
        routes.Get<RunIdRequest, RunResponse>("runs/get", GetAsync);
        routes.Post<UpdateRunRequest, UpdateRunResponse>("runs/update", UpdateAsync);
        routes.Post<RunIdRequest, EmptyMessage>("runs/delete", DeleteAsync, RouteNeed.Manage);
        routes.Post<RunIdRequest, EmptyMessage>("runs/restore", RestoreAsync, RouteNeed.Manage);
        routes.Post<SearchRunsRequest, SearchRunsResponse>("runs/search", SearchAsync, RouteNeed.Read);
        routes.Post<LogMetricRequest, EmptyMessage>("runs/log-metric", LogMetricAsync);
        routes.Post<RunPairRequest, EmptyMessage>("runs/log-parameter", LogParamAsync);
        routes.Post<RunPairRequest, EmptyMessage>("runs/set-tag", SetTagAsync);
        routes.Post<RunPairRequest, EmptyMessage>("runs/delete-tag", DeleteTagAsync);
        routes.Post<LogBatchRequest, EmptyMessage>("runs/log-batch", LogBatchAsync);
        routes.Post<LogInputsRequest, EmptyMessage>("runs/log-inputs", LogInputsAsync);
        routes.Post<LogOutputsRequest, EmptyMessage>("runs/outputs", LogOutputsAsync);
        routes.Post<LogModelRequest, EmptyMessage>("runs/log-model", LogModelAsync);
    }

    private static async Task<RunResponse> CreateAsync(CreateRunRequest request, TrackingCall call)
    {
        var run = new NewRun
        {
            ExperimentId = request.ExperimentId.OrNull() ?? DefaultExperimentId,
            Name = request.RunName.OrNull(),
            UserId = request.UserId ?? "",
            StartTime = request.StartTime ?? 0,
            Tags = request.Tags.FromWire(tag => tag.ToTag()),
        };
        return new(RunMessage.From(await call.Tracking.Runs.CreateAsync(run, call.Cancellation), withOutputs: false));
    }

    private static async Task<RunResponse> GetAsync(RunIdRequest request, TrackingCall call) =>
        new(RunMessage.From(await call.Tracking.Runs.GetAsync(Id(request.RunId, request.RunUuid), call.Cancellation)));

    private static async Task<UpdateRunResponse> UpdateAsync(UpdateRunRequest request, TrackingCall call)
    {
        var info = await call.Tracking.Runs.UpdateAsync(
            Id(request.RunId, request.RunUuid),
            WireNames.ToRunStatus(request.Status),
            request.EndTime,
            request.RunName.OrNull(),
            call.Cancellation);
        return new(RunInfoMessage.From(info));
    }

    private static async Task<EmptyMessage> DeleteAsync(RunIdRequest request, TrackingCall call)
    {
        await call.Tracking.Runs.DeleteAsync(Id(request.RunId, request.RunUuid), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> RestoreAsync(RunIdRequest request, TrackingCall call)
    {
        await call.Tracking.Runs.RestoreAsync(Id(request.RunId, request.RunUuid), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<SearchRunsResponse> SearchAsync(SearchRunsRequest request, TrackingCall call)
    {
        if (request.MaxResults > LargestPage)
        {
            throw Required.WrongType("max_results", request.MaxResults.Value.ToString(CultureInfo.InvariantCulture), "int");
        }

        var query = new RunQuery
        {
            ExperimentIds = await ExperimentScope.IdsAsync(request.ExperimentIds, request.Filter, SearchVocabularies.Runs, call),
            Filter = request.Filter,
            OrderBy = request.OrderBy ?? [],
            MaxResults = request.MaxResults ?? 1000,
            View = Views.Parse(request.RunViewType, "run_view_type"),
            PageToken = request.PageToken.OrNull(),
        };
        var page = await call.Tracking.Runs.SearchAsync(query, call.Cancellation);
        return new(page.Items.ToWire(run => RunMessage.From(run)), page.NextPageToken);
    }

    private static async Task<EmptyMessage> LogMetricAsync(LogMetricRequest request, TrackingCall call)
    {
        var id = Id(request.RunId, request.RunUuid);
        var metric = new Metric(
            Required.Text(request.Key, "key"),
            Required.Value(request.Value, "value"),
            Required.Value(request.Timestamp, "timestamp"),
            request.Step ?? 0)
        {
            ModelId = request.ModelId.OrNull(),
            DatasetName = request.DatasetName.OrNull(),
            DatasetDigest = request.DatasetDigest.OrNull(),
        };
        await call.Tracking.Runs.LogMetricAsync(id, metric, call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> LogParamAsync(RunPairRequest request, TrackingCall call)
    {
        var id = Id(request.RunId, request.RunUuid);
        await call.Tracking.Runs.LogParamAsync(id, new Param(Required.Text(request.Key, "key"), request.Value ?? ""), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> SetTagAsync(RunPairRequest request, TrackingCall call)
    {
        var id = Id(request.RunId, request.RunUuid);
        await call.Tracking.Runs.SetTagAsync(id, new Tag(Required.Text(request.Key, "key"), request.Value ?? ""), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> DeleteTagAsync(RunPairRequest request, TrackingCall call)
    {
        var id = Id(request.RunId, request.RunUuid);
        await call.Tracking.Runs.DeleteTagAsync(id, Required.Text(request.Key, "key"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> LogBatchAsync(LogBatchRequest request, TrackingCall call)
    {
        var id = Required.Text(request.RunId, "run_id");
        var metrics = request.Metrics ?? [];
        for (var i = 0; i < metrics.Count; i++)
        {
            Required.Text(metrics[i].Key, FormattableString.Invariant($"metrics[{i}].key"));
            Required.Value(metrics[i].Value, FormattableString.Invariant($"metrics[{i}].value"));
            Required.Value(metrics[i].Timestamp, FormattableString.Invariant($"metrics[{i}].timestamp"));
        }

        await call.Tracking.Runs.LogBatchAsync(
            id,
            metrics.FromWire(metric => metric.ToEntity()),
            Keyed(request.Params, "params").FromWire(parameter => parameter.ToParam()),
            Keyed(request.Tags, "tags").FromWire(tag => tag.ToTag()),
            call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> LogInputsAsync(LogInputsRequest request, TrackingCall call)
    {
        var id = Required.Text(request.RunId, "run_id");
        var datasets = request.Datasets ?? [];
        for (var i = 0; i < datasets.Count; i++)
        {
            Required.Text(datasets[i].Dataset?.Name, FormattableString.Invariant($"datasets[{i}].dataset.name"));
            Required.Text(datasets[i].Dataset?.Digest, FormattableString.Invariant($"datasets[{i}].dataset.digest"));
            Required.Text(datasets[i].Dataset?.SourceType, FormattableString.Invariant($"datasets[{i}].dataset.source_type"));
            Required.Text(datasets[i].Dataset?.Source, FormattableString.Invariant($"datasets[{i}].dataset.source"));
        }

        await call.Tracking.Runs.LogInputsAsync(
            id,
            datasets.FromWire(dataset => dataset.ToEntity()),
            request.Models.FromWire(model => Required.Text(model.ModelId, "models.model_id")),
            call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> LogOutputsAsync(LogOutputsRequest request, TrackingCall call)
    {
        var id = Required.Text(request.RunId, "run_id");
        await call.Tracking.Runs.LogOutputsAsync(id, request.Models.FromWire(model => model.ToEntity()), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> LogModelAsync(LogModelRequest request, TrackingCall call)
    {
        var id = Required.Text(request.RunId, "run_id");
        await call.Tracking.Runs.LogModelAsync(id, Required.Text(request.ModelJson, "model_json"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static string Id(string? runId, string? runUuid) => Required.Text(runId.OrNull() ?? runUuid, "run_id");

    private static IReadOnlyList<WirePair>? Keyed(IReadOnlyList<WirePair>? pairs, string parameter)
    {
        for (var i = 0; i < (pairs?.Count ?? 0); i++)
        {
            Required.Text(pairs![i].Key, FormattableString.Invariant($"{parameter}[{i}].key"));
        }

        return pairs;
    }
}
