using Microsoft.AspNetCore.Http;
using Reprise.Core.Errors;
using Reprise.Server.Hosting;

namespace Reprise.Server.Access;

/// <summary>Answers 429 to an address that asks too fast, before anything is done for it. Health checks are never refused.</summary>
internal sealed class RateGuard(RequestDelegate next, RateLimits limits)
{
    public Task InvokeAsync(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health") && limits.TakeOfAddress(CallerAddress.Of(context)) is { } wait
            ? RefuseAsync(context, wait, "Too many requests came from this address.")
            : next(context);

    /// <summary>Answers 429 with the time to wait.</summary>
    public static Task RefuseAsync(HttpContext context, TimeSpan wait, string reason)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        return ErrorAnswers.RefuseAsync(
            context,
            ErrorCode.RequestLimitExceeded,
            FormattableString.Invariant($"{reason} Try again in {seconds} s."),
            headers => headers.RetryAfter = FormattableString.Invariant($"{seconds}"));
    }
}
