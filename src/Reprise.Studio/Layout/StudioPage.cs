using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Reprise.Core.Errors;
using Reprise.Tracking;

namespace Reprise.Studio.Layout;

/// <summary>A page: it loads its view once, and a failure of the domain becomes words on the page and the HTTP status that belongs to it.</summary>
public abstract class StudioPage : ComponentBase
{
    /// <summary>The request that asked for the page.</summary>
    [CascadingParameter]
    public HttpContext Http { get; set; } = default!;

    /// <summary>What is tracked.</summary>
    [Inject]
    public ITrackingClient Tracking { get; set; } = default!;

    /// <summary>The clock that relative times count from.</summary>
    [Inject]
    public TimeProvider Time { get; set; } = default!;

    /// <summary>Why the page cannot be shown; null when it can.</summary>
    protected RepriseException? Problem { get; private set; }

    /// <summary>Whether a script asked, for a part of the page.</summary>
    protected bool IsPartial => Http.Request.Headers.ContainsKey("HX-Request");

    /// <summary>Loads before anything is drawn, so that no page has to draw itself without its view.</summary>
    public sealed override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        try
        {
            await LoadAsync(Http.RequestAborted);
        }
        catch (RepriseException problem)
        {
            Problem = problem;
            Answer(problem.Code.ToHttpStatus());
        }

        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Sets the status of the answer. It is set last: the framework draws nothing for an answer that is 404 before.</summary>
    protected void Answer(int status) => Http.Response.OnStarting(() =>
    {
        Http.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    /// <summary>Reads the address and loads what the page shows.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>After a form sent by script, the browser shows the shortest address of the state instead of every field of the form.</summary>
    protected void ShowAddress(string link)
    {
        if (IsPartial && HttpMethods.IsGet(Http.Request.Method))
        {
            Http.Response.Headers["HX-Push-Url"] = $"{Http.Request.PathBase}/{(link.StartsWith("./", StringComparison.Ordinal) ? link[2..] : link)}";
        }
    }
}
