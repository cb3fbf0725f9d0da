using Microsoft.AspNetCore.Http;
using Reprise.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary><c>registered-models/…</c>, and Reprise's own promotion and rollback.</summary>
internal static class RegisteredModelEndpoints
{
    public static void MapRegisteredModels(this TrackingRoutes routes)
    {
        routes.Post<CreateRegisteredModelRequest, RegisteredModelResponse>("registered-models/create", CreateAsync);
        routes.Get<RegisteredModelNameRequest, RegisteredModelResponse>("registered-models/get", GetAsync);
        routes.Post<RenameRegisteredModelRequest, RegisteredModelResponse>("registered-models/rename", RenameAsync);
        routes.Patch<UpdateRegisteredModelRequest, RegisteredModelResponse>("registered-models/update", UpdateAsync);
        routes.Delete<RegisteredModelNameRequest, EmptyMessage>("registered-models/delete", DeleteAsync);
        routes.Get<SearchRegistryRequest, SearchRegisteredModelsResponse>("registered-models/search", SearchAsync);
        routes.Get<GetLatestVersionsRequest, ModelVersionsResponse>("registered-models/get-latest-versions", GetLatestVersionsAsync);
        routes.Post<GetLatestVersionsRequest, ModelVersionsResponse>("registered-models/get-latest-versions", GetLatestVersionsAsync, RouteNeed.Read);
        routes.Post<RegisteredModelTagRequest, EmptyMessage>("registered-models/set-tag", SetTagAsync);
        routes.Delete<RegisteredModelTagRequest, EmptyMessage>("registered-models/delete-tag", DeleteTagAsync);
        routes.Post<RegisteredModelAliasRequest, EmptyMessage>("registered-models/alias", SetAliasAsync);
        routes.Get<RegisteredModelAliasRequest, ModelVersionResponse>("registered-models/alias", GetByAliasAsync);
        routes.Delete<RegisteredModelAliasRequest, EmptyMessage>("registered-models/alias", DeleteAliasAsync);
        routes.MapAt<PromoteRequest, ModelVersionResponse>(HttpMethods.Post, "/api/2.0/reprise/registered-models/promote", PromoteAsync, RouteNeed.Edit);
        routes.MapAt<RollbackRequest, ModelVersionResponse>(HttpMethods.Post, "/api/2.0/reprise/registered-models/rollback", RollbackAsync, RouteNeed.Edit);
    }

    private static async Task<RegisteredModelResponse> CreateAsync(CreateRegisteredModelRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        var tags = request.Tags.FromWire(tag => tag.ToTag());
        return Answer(await call.Tracking.Registry.CreateModelAsync(name, request.Description.OrNull(), tags, call.Cancellation));
    }

    private static async Task<RegisteredModelResponse> GetAsync(RegisteredModelNameRequest request, TrackingCall call) =>
        Answer(await call.Tracking.Registry.GetModelAsync(Required.Text(request.Name, "name"), call.Cancellation));

    private static async Task<RegisteredModelResponse> RenameAsync(RenameRegisteredModelRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        return Answer(await call.Tracking.Registry.RenameModelAsync(name, Required.Text(request.NewName, "new_name"), call.Cancellation));
    }

    private static async Task<RegisteredModelResponse> UpdateAsync(UpdateRegisteredModelRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        return Answer(await call.Tracking.Registry.UpdateModelAsync(name, request.Description, call.Cancellation));
    }

    private static async Task<EmptyMessage> DeleteAsync(RegisteredModelNameRequest request, TrackingCall call)
    {
        await call.Tracking.Registry.DeleteModelAsync(Required.Text(request.Name, "name"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<SearchRegisteredModelsResponse> SearchAsync(SearchRegistryRequest request, TrackingCall call)
    {
        var page = await call.Tracking.Registry.SearchModelsAsync(request.ToQuery(), call.Cancellation);
        return new(page.Items.ToWire(RegisteredModelMessage.From), page.NextPageToken);
    }

    private static async Task<ModelVersionsResponse> GetLatestVersionsAsync(GetLatestVersionsRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        var versions = await call.Tracking.Registry.GetLatestVersionsAsync(name, request.Stages ?? [], call.Cancellation);
        return new(versions.ToWire(ModelVersionMessage.From));
    }

    private static async Task<EmptyMessage> SetTagAsync(RegisteredModelTagRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        var tag = new Tag(Required.Text(request.Key, "key"), request.Value ?? "");
        await call.Tracking.Registry.SetModelTagAsync(name, tag, call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> DeleteTagAsync(RegisteredModelTagRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        await call.Tracking.Registry.DeleteModelTagAsync(name, Required.Text(request.Key, "key"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<EmptyMessage> SetAliasAsync(RegisteredModelAliasRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        var alias = Required.Text(request.Alias, "alias");
        await call.Tracking.Registry.SetAliasAsync(name, alias, Required.Version(request.Version), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<ModelVersionResponse> GetByAliasAsync(RegisteredModelAliasRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        var version = await call.Tracking.Registry.GetVersionByAliasAsync(name, Required.Text(request.Alias, "alias"), call.Cancellation);
        return new(ModelVersionMessage.From(version));
    }

    private static async Task<EmptyMessage> DeleteAliasAsync(RegisteredModelAliasRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        await call.Tracking.Registry.DeleteAliasAsync(name, Required.Text(request.Alias, "alias"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private static async Task<ModelVersionResponse> PromoteAsync(PromoteRequest request, TrackingCall call)
    {
        var promotion = new Promotion
        {
            Name = Required.Text(request.Name, "name"),
            Version = Required.Version(request.Version),
            Reason = request.Reason,
            ExpectedLive = request.ExpectedLive is { } live ? (int)Math.Clamp(live, -1, int.MaxValue) : null,
        };
        if (request.Alias.OrNull() is { } alias)
        {
            promotion = promotion with { Alias = alias };
        }

        if (request.Stage.OrNull() is { } stage)
        {
            promotion = promotion with
            {
                Stage = WireNames.ToStage(stage) ?? throw Invalid.Parameter($"Invalid Model Version stage: {stage}. Value must be one of None, Staging, Production, Archived."),
            };
        }

        return new(ModelVersionMessage.From(await call.Tracking.Registry.PromoteAsync(promotion, call.Cancellation)));
    }

    private static async Task<ModelVersionResponse> RollbackAsync(RollbackRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Name, "name");
        var alias = request.Alias.OrNull() ?? Promotion.DefaultAlias;
        return new(ModelVersionMessage.From(await call.Tracking.Registry.RollbackAsync(name, alias, request.Reason, call.Cancellation)));
    }

    /// <summary>The query both searches of the registry share.</summary>
    public static RegistryQuery ToQuery(this SearchRegistryRequest request) => new()
    {
        Filter = request.Filter,
        OrderBy = request.OrderBy ?? [],
        MaxResults = request.MaxResults?.ToPageSize(),
        PageToken = request.PageToken.OrNull(),
    };

    private static RegisteredModelResponse Answer(RegisteredModel model) => new(RegisteredModelMessage.From(model));
}
