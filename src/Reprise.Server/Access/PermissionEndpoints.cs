using Reprise.Server.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Access;

/// <summary><c>experiments/permissions/…</c> and <c>registered-models/permissions/…</c> of MLflow's access control, for those who manage the resource.</summary>
internal sealed class PermissionEndpoints(AccessStores access)
{
    public void Map(TrackingRoutes routes)
    {
        routes.Post<ExperimentPermissionRequest, ExperimentPermissionResponse>("experiments/permissions/create", CreateForExperimentAsync, RouteNeed.Manage);
        routes.Get<ExperimentPermissionRequest, ExperimentPermissionResponse>("experiments/permissions/get", GetForExperimentAsync, RouteNeed.Manage);
        routes.Patch<ExperimentPermissionRequest, EmptyMessage>("experiments/permissions/update", UpdateForExperimentAsync, RouteNeed.Manage);
        routes.Delete<ExperimentPermissionRequest, EmptyMessage>("experiments/permissions/delete", DeleteForExperimentAsync);
        routes.Post<ModelPermissionRequest, ModelPermissionResponse>("registered-models/permissions/create", CreateForModelAsync, RouteNeed.Manage);
        routes.Get<ModelPermissionRequest, ModelPermissionResponse>("registered-models/permissions/get", GetForModelAsync, RouteNeed.Manage);
        routes.Patch<ModelPermissionRequest, EmptyMessage>("registered-models/permissions/update", UpdateForModelAsync, RouteNeed.Manage);
        routes.Delete<ModelPermissionRequest, EmptyMessage>("registered-models/permissions/delete", DeleteForModelAsync);
    }

    private async Task<ExperimentPermissionResponse> CreateForExperimentAsync(ExperimentPermissionRequest request, TrackingCall call)
    {
        var grant = await CreateAsync(Of(request), request.Username, request.Permission, call);
        return await AnswerAsync(grant, call);
    }

    private async Task<ExperimentPermissionResponse> GetForExperimentAsync(ExperimentPermissionRequest request, TrackingCall call) =>
        await AnswerAsync(await GetAsync(Of(request), request.Username, call), call);

    private Task<EmptyMessage> UpdateForExperimentAsync(ExperimentPermissionRequest request, TrackingCall call) =>
        UpdateAsync(Of(request), request.Username, request.Permission, call);

    private Task<EmptyMessage> DeleteForExperimentAsync(ExperimentPermissionRequest request, TrackingCall call) =>
        DeleteAsync(Of(request), request.Username, call);

    private async Task<ModelPermissionResponse> CreateForModelAsync(ModelPermissionRequest request, TrackingCall call)
    {
        var grant = await CreateAsync(Of(request), request.Username, request.Permission, call);
        return await AnswerModelAsync(grant, call);
    }

    private async Task<ModelPermissionResponse> GetForModelAsync(ModelPermissionRequest request, TrackingCall call) =>
        await AnswerModelAsync(await GetAsync(Of(request), request.Username, call), call);

    private Task<EmptyMessage> UpdateForModelAsync(ModelPermissionRequest request, TrackingCall call) =>
        UpdateAsync(Of(request), request.Username, request.Permission, call);

    private Task<EmptyMessage> DeleteForModelAsync(ModelPermissionRequest request, TrackingCall call) =>
        DeleteAsync(Of(request), request.Username, call);

    private async Task<Grant> CreateAsync(Resource resource, string? user, string? permission, TrackingCall call)
    {
        AccessGuard.Require(resource, Permission.Manage);
        var grant = new Grant(Subject.Of(Required.Text(user, "username")), resource, PermissionNames.Parse(Required.Text(permission, "permission")));
        await RequireResourceAsync(resource, call);
        await access.Grants.CreateAsync(grant, call.Cancellation);
        return grant;
    }

    private Task<Grant> GetAsync(Resource resource, string? user, TrackingCall call)
    {
        AccessGuard.Require(resource, Permission.Manage);
        return access.Grants.GetAsync(Subject.Of(Required.Text(user, "username")), resource, call.Cancellation);
    }

    private async Task<EmptyMessage> UpdateAsync(Resource resource, string? user, string? permission, TrackingCall call)
    {
        AccessGuard.Require(resource, Permission.Manage);
        var subject = Subject.Of(Required.Text(user, "username"));
        await access.Grants.UpdateAsync(new Grant(subject, resource, PermissionNames.Parse(Required.Text(permission, "permission"))), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private async Task<EmptyMessage> DeleteAsync(Resource resource, string? user, TrackingCall call)
    {
        AccessGuard.Require(resource, Permission.Manage);
        await access.Grants.DeleteAsync(Subject.Of(Required.Text(user, "username")), resource, call.Cancellation);
        return EmptyMessage.Instance;
    }

    /// <summary>A grant on what is not there would be somebody's when it comes to be.</summary>
    private static async Task RequireResourceAsync(Resource resource, TrackingCall call)
    {
        if (resource.Key == Resource.All)
        {
            AccessGuard.Caller(RouteNeed.Manage);
        }
        else if (resource.Kind == ResourceKind.Experiment)
        {
            await call.Tracking.Experiments.GetAsync(resource.Key, call.Cancellation);
        }
        else
        {
            await call.Tracking.Registry.GetModelAsync(resource.Key, call.Cancellation);
        }
    }

    private async Task<ExperimentPermissionResponse> AnswerAsync(Grant grant, TrackingCall call) =>
        new(new ExperimentPermissionMessage(grant.Resource.Key, await IdAsync(grant, call), grant.Permission.ToWire()));

    private async Task<ModelPermissionResponse> AnswerModelAsync(Grant grant, TrackingCall call) =>
        new(new ModelPermissionMessage(grant.Resource.Key, await IdAsync(grant, call), grant.Permission.ToWire()));

    private async Task<long> IdAsync(Grant grant, TrackingCall call) => (await access.Accounts.FindAsync(grant.Subject.Name, call.Cancellation))?.Id ?? 0;

    private static Resource Of(ExperimentPermissionRequest request) => Resource.Experiment(Required.Text(request.ExperimentId, "experiment_id"));

    private static Resource Of(ModelPermissionRequest request) => Resource.Model(Required.Text(request.Name, "name"));
}
