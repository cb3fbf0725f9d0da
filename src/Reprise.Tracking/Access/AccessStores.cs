using Reprise.Core.Errors;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Access;

/// <summary>Who may use a tracking store through a server: accounts, their keys and sessions, roles and grants, in tables of the same database.</summary>
public sealed class AccessStores
{
    internal AccessStores(TrackingDatabase database, TimeProvider time)
    {
        Accounts = new AccountStore(database, time);
        Keys = new ApiKeyStore(database, time);
        Sessions = new SessionStore(database, time);
        Roles = new RoleStore(database);
        Grants = new GrantStore(database);
        Places = new ArtifactPlaces(database);
    }

    /// <summary>Name of the account that the first start makes.</summary>
    public const string FirstAdmin = "admin";

    /// <summary>Users and service accounts.</summary>
    public AccountStore Accounts { get; }

    /// <summary>API keys.</summary>
    public ApiKeyStore Keys { get; }

    /// <summary>Sessions of the Studio.</summary>
    public SessionStore Sessions { get; }

    /// <summary>Roles and their members.</summary>
    public RoleStore Roles { get; }

    /// <summary>Permissions.</summary>
    public GrantStore Grants { get; }

    /// <summary>Whose files lie where.</summary>
    internal ArtifactPlaces Places { get; }

    /// <summary>Makes the first administrator with a random password, when there is no account at all.</summary>
    /// <returns>The password, which is kept nowhere; null when there were accounts.</returns>
    public async Task<string?> EnsureAdminAsync(CancellationToken cancellationToken = default)
    {
        if (!await Accounts.IsEmptyAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var password = SecretText.CreatePassword();
        try
        {
            await Accounts.CreateAsync(FirstAdmin, ActorKind.User, password, isAdmin: true, cancellationToken).ConfigureAwait(false);
            return password;
        }
        catch (RepriseException taken) when (taken.Code == ErrorCode.ResourceAlreadyExists)
        {
            return null;   // another process was quicker, and said it
        }
    }
}
