using Microsoft.AspNetCore.Http;
using Reprise.Studio.Access;
using Reprise.Tracking.Access;

namespace Reprise.Server.Access;

/// <summary>What the Studio's sign-in page asks of the server.</summary>
internal sealed class SignIn(Authenticator authenticator, StudioSessions sessions) : ISignIn
{
    public async Task<SignInOutcome> SignInAsync(HttpContext context, string name, string password)
    {
        var found = await authenticator.FromPasswordAsync(CallerAddress.Of(context), name, password, context.RequestAborted);
        if (found.Actor is not { KeyPrefix: null } actor)
        {
            // A session would outlive a revoked key.
            return new SignInOutcome(false, found.Wait);
        }

        await sessions.OpenAsync(context, actor.Name);
        return new SignInOutcome(true, null);
    }

    public Task SignOutAsync(HttpContext context) => sessions.CloseAsync(context);
}
