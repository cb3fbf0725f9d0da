using Reprise.Tracking;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary><c>model-versions/…</c></summary>
internal static class ModelVersionEndpoints
{
    public static void MapModelVersions(this TrackingRoutes routes)
    {
        routes.Post<CreateModelVersionRequest, ModelVersionResponse>("model-versions/create", CreateAsync);
        routes.Get<ModelVersionRequest, ModelVersionResponse>("model-versions/get", GetAsync);
        routes.Patch<UpdateModelVersionRequest, ModelVersionResponse>("model-versions/update", UpdateAsync);
        routes.Delete<ModelVersionRequest, EmptyMessage>("model-versions/delete", DeleteAsync);
        routes.Get<SearchRegistryRequest, ModelVersionsResponse>("model-versions/search", SearchAsync);
        routes.Post<TransitionStageRequest, ModelVersionResponse>("model-versions/transition-stage", TransitionStageAsync);
        routes.Get<ModelVersionRequest, DownloadUriResponse>("model-versions/get-download-uri", GetDownloadUriAsync);
        routes.Post<ModelVersionTagRequest, EmptyMessage>("model-versions/set-tag", SetTagAsync);
        routes.Delete<ModelVersionTagRequest, EmptyMessage>("model-versions/delete-tag", DeleteTagAsync);
    }

    private static async Task<ModelVersionResponse> CreateAsync(CreateModelVersionRequest request, TrackingCall call)
    {
        var version = new NewModelVersion
        {
            Name = Required.Text(request.Name, "name"),
            Source = Required.Text(request.Source, "source"),
            RunId = request.RunId.OrNull(),
            RunLink = request.RunLink.OrNull(),
            ModelId = request.ModelId.OrNull(),
            Description = request.Description.OrNull(),
            Tags = request.Tags.FromWire(tag => tag.ToTag()),
        };
        return Answer(await call.Tracking.Registry.CreateVersionAsync(version, call.Cancellation));
    }

    private static async Task<ModelVersionResponse> GetAsync(ModelVersionRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        return Answer(await call.Tracking.Registry.GetVersionAsync(name, Required.Version(request.Version), call.Cancellation));
    }

    private static async Task<ModelVersionResponse> UpdateAsync(UpdateModelVersionRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        var version = Required.Version(request.Version);
        return Answer(await call.Tracking.Registry.UpdateVersionAsync(name, version, request.Description, call.Cancellation));
    }

    private static async Task<EmptyMessage> DeleteAsync(ModelVersionRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        await call.Tracking.Registry.DeleteVersionAsync(name, Required.Version(request.Version), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<ModelVersionsResponse> SearchAsync(SearchRegistryRequest request, TrackingCall call)
    {
        var page = await call.Tracking.Registry.SearchVersionsAsync(request.ToQuery(), call.Cancellation);
        return new(page.Items.ToWire(version => ModelVersionMessage.From(version, withAliases: false)), page.NextPageToken);
    }

    private static async Task<ModelVersionResponse> TransitionStageAsync(TransitionStageRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        var version = Required.Version(request.Version);
        var stage = Required.Text(request.Stage, "stage");
        return Answer(await call.Tracking.Registry.TransitionStageAsync(
            name, version, stage, request.ArchiveExistingVersions ?? false, call.Cancellation));
    }

    private static async Task<DownloadUriResponse> GetDownloadUriAsync(ModelVersionRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        return new(await call.Tracking.Registry.GetDownloadUriAsync(name, Required.Version(request.Version), call.Cancellation));
    }

    private static async Task<EmptyMessage> SetTagAsync(ModelVersionTagRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        var version = Required.Version(request.Version);
        var tag = new Tag(Required.Text(request.Key, "key"), request.Value ?? "");
        await call.Tracking.Registry.SetVersionTagAsync(name, version, tag, call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> DeleteTagAsync(ModelVersionTagRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        var version = Required.Version(request.Version);
        await call.Tracking.Registry.DeleteVersionTagAsync(name, version, Required.Text(request.Key, "key"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static ModelVersionResponse Answer(ModelVersion version) => new(ModelVersionMessage.From(version));
}
