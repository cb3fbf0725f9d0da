using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reprise.Core.Errors;
using Reprise.Studio.Hosting;
using Reprise.Studio.Layout;
using Reprise.Studio.Urls;
using Reprise.Tracking.Access;

namespace Reprise.Studio.Access;

/// <summary>Signing in and out. Where nobody has to, both say so.</summary>
internal static class SignInActions
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/session", SignInAsync).WithMetadata(new RouteNeedsAttribute(RouteNeed.Nothing));
        routes.MapPost("/session/end", (Delegate)SignOutAsync).WithMetadata(new RouteNeedsAttribute(RouteNeed.Read));
    }

    private static async Task<IResult> SignInAsync([FromForm] string? name, [FromForm] string? password, [FromForm] string? @return, HttpContext http)
    {
        var outcome = await Service(http).SignInAsync(http, name ?? "", password ?? "");
        if (outcome.Succeeded)
        {
            return Results.LocalRedirect(Done.Target(http, @return));
        }

        // Which of the two is wrong is not said.
        Flash.Write(
            http,
            outcome.Wait is { } wait
                ? FormattableString.Invariant($"Too many wrong passwords came from here. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.")
                : "User name or password is wrong.",
            isError: true);
        return Back(http, @return);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        await Service(http).SignOutAsync(http);
        Flash.Write(http, "You are signed out.", isError: false);
        return Back(http, null);
    }

    private static IResult Back(HttpContext http, string? @return) =>
        Results.LocalRedirect($"{http.Request.PathBase}/{Link.To("sign-in").With("return", string.IsNullOrEmpty(@return) ? null : @return)}");

    private static ISignIn Service(HttpContext http) => http.RequestServices.GetService<ISignIn>()
        ?? throw new RepriseException(ErrorCode.InvalidState, "Nobody has to sign in here: this server runs without access control.");
}
