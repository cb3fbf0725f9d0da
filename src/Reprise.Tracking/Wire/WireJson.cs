using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Reprise.Tracking.Registry;

namespace Reprise.Tracking.Wire;

/// <summary>
/// MLflow's JSON: snake_case, unset fields left out, int64 as numbers, NaN and infinities as text; tolerant when reading. One generated
/// description of every message serves the server and the HTTP client.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(WireTextConverter), typeof(WireInt64Converter), typeof(WireInt32Converter), typeof(WireDoubleConverter), typeof(WireBooleanConverter),
    ])]
[JsonSerializable(typeof(AbortUploadRequest))]
[JsonSerializable(typeof(AuditHeadResponse))]
[JsonSerializable(typeof(BeginUploadRequest))]
[JsonSerializable(typeof(CompleteUploadRequest))]
[JsonSerializable(typeof(CreateExperimentRequest))]
[JsonSerializable(typeof(CreateExperimentResponse))]
[JsonSerializable(typeof(CreateLoggedModelRequest))]
[JsonSerializable(typeof(CreateModelVersionRequest))]
[JsonSerializable(typeof(CreateRegisteredModelRequest))]
[JsonSerializable(typeof(CreateRunRequest))]
[JsonSerializable(typeof(CreateUploadRequest))]
[JsonSerializable(typeof(CreateUploadResponse))]
[JsonSerializable(typeof(DownloadUriResponse))]
[JsonSerializable(typeof(EmptyMessage))]
[JsonSerializable(typeof(ErrorMessage))]
[JsonSerializable(typeof(ExperimentIdRequest))]
[JsonSerializable(typeof(FinalizeLoggedModelRequest))]
[JsonSerializable(typeof(GetExperimentByNameRequest))]
[JsonSerializable(typeof(GetExperimentResponse))]
[JsonSerializable(typeof(GetLatestVersionsRequest))]
[JsonSerializable(typeof(GetMetricHistoryBulkIntervalRequest))]
[JsonSerializable(typeof(GetMetricHistoryBulkRequest))]
[JsonSerializable(typeof(GetMetricHistoryRequest))]
[JsonSerializable(typeof(ListArtifactsRequest))]
[JsonSerializable(typeof(ListArtifactsResponse))]
[JsonSerializable(typeof(ListLoggedModelArtifactsRequest))]
[JsonSerializable(typeof(ListProxiedArtifactsRequest))]
[JsonSerializable(typeof(ListWebhooksRequest))]
[JsonSerializable(typeof(ListWebhooksResponse))]
[JsonSerializable(typeof(LogBatchRequest))]
[JsonSerializable(typeof(LogInputsRequest))]
[JsonSerializable(typeof(LogMetricRequest))]
[JsonSerializable(typeof(LogModelRequest))]
[JsonSerializable(typeof(LogOutputsRequest))]
[JsonSerializable(typeof(LoggedModelParamsRequest))]
[JsonSerializable(typeof(LoggedModelResponse))]
[JsonSerializable(typeof(LoggedModelTagsRequest))]
[JsonSerializable(typeof(MetricsResponse))]
[JsonSerializable(typeof(ModelVersionRequest))]
[JsonSerializable(typeof(ModelVersionResponse))]
[JsonSerializable(typeof(ModelVersionTagRequest))]
[JsonSerializable(typeof(ModelVersionsResponse))]
[JsonSerializable(typeof(PromoteRequest))]
[JsonSerializable(typeof(RegisteredModelAliasRequest))]
[JsonSerializable(typeof(RegisteredModelNameRequest))]
[JsonSerializable(typeof(RegisteredModelResponse))]
[JsonSerializable(typeof(RegisteredModelTagRequest))]
[JsonSerializable(typeof(RegistryHistory))]
[JsonSerializable(typeof(RegistryHistoryRequest))]
[JsonSerializable(typeof(RenameRegisteredModelRequest))]
[JsonSerializable(typeof(RollbackRequest))]
[JsonSerializable(typeof(RunIdRequest))]
[JsonSerializable(typeof(RunPairRequest))]
[JsonSerializable(typeof(RunResponse))]
[JsonSerializable(typeof(SearchAuditRequest))]
[JsonSerializable(typeof(SearchAuditResponse))]
[JsonSerializable(typeof(SearchDatasetsRequest))]
[JsonSerializable(typeof(SearchDatasetsResponse))]
[JsonSerializable(typeof(SearchExperimentsRequest))]
[JsonSerializable(typeof(SearchExperimentsResponse))]
[JsonSerializable(typeof(SearchLoggedModelsRequest))]
[JsonSerializable(typeof(SearchLoggedModelsResponse))]
[JsonSerializable(typeof(SearchRegisteredModelsResponse))]
[JsonSerializable(typeof(SearchRegistryRequest))]
[JsonSerializable(typeof(SearchRunsRequest))]
[JsonSerializable(typeof(SearchRunsResponse))]
[JsonSerializable(typeof(SetExperimentTagRequest))]
[JsonSerializable(typeof(TestWebhookRequest))]
[JsonSerializable(typeof(TestWebhookResponse))]
[JsonSerializable(typeof(TransitionStageRequest))]
[JsonSerializable(typeof(UpdateExperimentRequest))]
[JsonSerializable(typeof(UpdateModelVersionRequest))]
[JsonSerializable(typeof(UpdateRegisteredModelRequest))]
[JsonSerializable(typeof(UpdateRunRequest))]
[JsonSerializable(typeof(UpdateRunResponse))]
[JsonSerializable(typeof(UploadStateRequest))]
[JsonSerializable(typeof(UploadStateResponse))]
[JsonSerializable(typeof(VerifyAuditRequest))]
[JsonSerializable(typeof(VerifyAuditResponse))]
[JsonSerializable(typeof(WebhookDeliveriesResponse))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(WebhookResponse))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>The description of a message type.</summary>
    public JsonTypeInfo<T> For<T>() => (JsonTypeInfo<T>)(GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T)} is not a message."));
}
