using Microsoft.AspNetCore.Http;

namespace Reprise.Studio.Access;

/// <summary>What became of a sign-in.</summary>
/// <param name="Succeeded">Whether the browser has a session now.</param>
/// <param name="Wait">How long to wait before a password is looked at again; null when it was looked at.</param>
public sealed record SignInOutcome(bool Succeeded, TimeSpan? Wait);

/// <summary>What the sign-in page asks of the server; not registered where nobody has to sign in.</summary>
public interface ISignIn
{
    /// <summary>Opens a session for the browser when name and password are right.</summary>
    Task<SignInOutcome> SignInAsync(HttpContext context, string name, string password);

    /// <summary>Ends the browser's session; without one nothing happens.</summary>
    Task SignOutAsync(HttpContext context);
}
