using System.Net.Mime;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Reprise.Core.Errors;
using Reprise.Server.Hosting;
using Reprise.Tracking.Access;

namespace Reprise.Server.Access;

/// <summary>
/// Lets a request through when its caller is known and the route's need is met. Whoever asks without being known learns nothing, not even which routes there
/// are; a route that declares no need is nobody's. What the caller may do with each experiment and model is decided at the store.
/// </summary>
internal sealed class AccessGate(RequestDelegate next, Authenticator authenticator, AccessStores access, AccessOptions options, RateLimits limits)
{
    private const string Words = "You are not authenticated. Send a user name and password (MLFLOW_TRACKING_USERNAME, MLFLOW_TRACKING_PASSWORD), or an API key or token "
        + "(MLFLOW_TRACKING_TOKEN); in a browser sign in at /sign-in.";

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var need = endpoint?.Metadata.GetMetadata<RouteNeedsAttribute>()?.Need;
        if (need is RouteNeed.Nothing)
        {
            await RunAsync(context, Actor.Anonymous, RouteNeed.Nothing, []);
            return;
        }

        var found = await authenticator.IdentifyAsync(context);
        if (found.Actor is null)
        {
            await ChallengeAsync(context, found);
            return;
        }

        var (grants, isAdmin) = await access.Grants.OfCallerAsync(found.Actor.Name, found.Groups, context.RequestAborted);
        var actor = found.Actor with { IsAdmin = found.Actor.IsAdmin || isAdmin };
        if (limits.TakeOfCaller(actor.Name) is { } wait)
        {
            await RateGuard.RefuseAsync(context, wait, $"'{actor.Name}' sends too many requests.");
            return;
        }

        if (endpoint is RouteEndpoint && need is null)
        {
            throw new RepriseException(ErrorCode.PermissionDenied, "Permission denied: this route does not declare what it needs, so nobody may use it.");
        }

        if (need is RouteNeed.Admin && !actor.IsAdmin)
        {
            throw new RepriseException(ErrorCode.PermissionDenied, $"Permission denied: '{actor.Name}' is no administrator.");
        }

        await RunAsync(context, actor, need ?? RouteNeed.Nothing, grants);
    }

    private async Task RunAsync(HttpContext context, Actor actor, RouteNeed ceiling, IReadOnlyList<Grant> grants)
    {
        if (actor.Kind != ActorKind.Anonymous)
        {
            // Tokens of the Studio's forms are bound to it.
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, actor.Name), new Claim(ClaimTypes.Name, actor.Name)], "reprise"));
        }

        using var who = Actor.Use(actor);
        using var what = CallerAccess.Begin(actor, ceiling, options.DefaultPermission, grants);
        await next(context);
    }

    private static Task ChallengeAsync(HttpContext context, Identification found)
    {
        if (found.Wait is { } wait)
        {
            return RateGuard.RefuseAsync(context, wait, "Too many wrong passwords came from this address.");
        }

        var request = context.Request;
        var isScript = request.Headers.ContainsKey("HX-Request") || (request.Headers["Sec-Fetch-Mode"] is [{ } mode] && mode is not "navigate");
        if (!isScript && HttpMethods.IsGet(request.Method) && !request.Headers.ContainsKey(HeaderNames.Authorization) && ErrorAnswers.IsForPeople(request))
        {
            var page = (request.Path + request.QueryString).TrimStart('/');
            context.Response.Redirect($"{request.PathBase}/sign-in{(page.Length == 0 ? "" : "?return=" + Uri.EscapeDataString(page))}");
            return Task.CompletedTask;
        }

        return ErrorAnswers.RefuseAsync(context, ErrorCode.Unauthenticated, Words, headers =>
        {
            if (request.Headers.ContainsKey("HX-Request"))
            {
                headers["HX-Redirect"] = $"{request.PathBase}/sign-in";
            }

            if (!isScript)
            {
                headers.WWWAuthenticate = "Basic realm=\"mlflow\"";   // to a script the browser would ask for a password by itself
            }
        });
    }
}
