using Reprise.Core.Errors;
using Reprise.Server.Tracking;
using Reprise.Tracking.Access;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Access;

/// <summary><c>users/…</c> of MLflow's access control: administrators manage accounts, everybody sees and changes the password of their own.</summary>
internal sealed class UserEndpoints(AccessStores access)
{
    public void Map(TrackingRoutes routes)
    {
        routes.Post<UserPasswordRequest, UserResponse>("users/create", CreateAsync, RouteNeed.Admin);
        routes.Get<UserNameRequest, UserResponse>("users/get", GetAsync);
        routes.Get<EmptyMessage, UserResponse>("users/current", (_, call) => AnswerAsync(CallerName, call));
        routes.Patch<UserPasswordRequest, EmptyMessage>("users/update-password", UpdatePasswordAsync);
        routes.Patch<UserAdminRequest, EmptyMessage>("users/update-admin", UpdateAdminAsync, RouteNeed.Admin);
        routes.Delete<UserNameRequest, EmptyMessage>("users/delete", DeleteAsync, RouteNeed.Admin);
    }

    private static string CallerName => Actor.Current.Name;

    private async Task<UserResponse> CreateAsync(UserPasswordRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Username, "username");
        var account = await access.Accounts.CreateAsync(name, ActorKind.User, Required.Text(request.Password, "password"), cancellationToken: call.Cancellation);
        return new(UserMessage.From(account, []));
    }

    private Task<UserResponse> GetAsync(UserNameRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Username, "username");
        RequireSelfOrAdmin(name);
        return AnswerAsync(name, call);
    }

    private async Task<UserResponse> AnswerAsync(string name, TrackingCall call)
    {
        var account = await access.Accounts.FindAsync(name, call.Cancellation);
        if (account is null && Actor.Current is { Kind: ActorKind.Federated } federated && federated.Name == name)
        {
            account = new Account { Id = 0, Name = name, Kind = ActorKind.Federated, IsAdmin = federated.IsAdmin, CreatedAt = 0 };
        }

        return account is null
            ? throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"User with username={name} not found")
            : new(UserMessage.From(account, await access.Grants.ListAsync(Subject.Of(name), call.Cancellation)));
    }

    private async Task<EmptyMessage> UpdatePasswordAsync(UserPasswordRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Username, "username");
        RequireSelfOrAdmin(name);
        if (Actor.Current.KeyPrefix is not null && !Actor.Current.IsAdmin)
        {
            throw new RepriseException(ErrorCode.PermissionDenied, "Permission denied: an API key does not change its account's password. Use the password.");
        }

        await access.Accounts.SetPasswordAsync(name, Required.Text(request.Password, "password"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private async Task<EmptyMessage> UpdateAdminAsync(UserAdminRequest request, TrackingCall call)
    {
        var name = Required.Text(request.Username, "username");
        await access.Accounts.SetAdminAsync(name, Required.Value(request.IsAdmin, "is_admin"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    private async Task<EmptyMessage> DeleteAsync(UserNameRequest request, TrackingCall call)
    {
        await access.Accounts.DeleteAsync(Required.Text(request.Username, "username"), call.Cancellation);
        return EmptyMessage.Instance;
    }

    /// <summary>Of others' accounts nobody learns whether they are there.</summary>
    private static void RequireSelfOrAdmin(string name)
    {
        if (!Actor.Current.IsAdmin && name != CallerName)
        {
            throw new RepriseException(ErrorCode.PermissionDenied, $"Permission denied: '{CallerName}' is no administrator, and '{name}' is somebody else.");
        }
    }
}
