using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Observation;

/// <summary>Lets others watch fits without the training code knowing. Scopes follow the flow of execution, threads and tasks started in them included.</summary>
public static class FitObservation
{
    private static readonly AsyncLocal<IFitObserver?> Current = new();

    /// <summary>Until the result is disposed, every fit of a pipeline in this flow of execution is shown to <paramref name="observer"/>; the innermost scope wins.</summary>
    public static IDisposable Observe(IFitObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return new Scope(observer);
    }

    /// <summary>Until the result is disposed, nobody sees fits: what a search or a cross-validation does inside is its own affair.</summary>
    public static IDisposable Suppress() => new Scope(null);

    /// <summary>Runs a fit in sight of the observer there is; fits within it are not shown.</summary>
    internal static TModel Run<TModel>(object pipeline, Table table, string? target, Func<TModel> fit)
        where TModel : ITabularModel
    {
        if (Current.Value is not { } observer)
        {
            return fit();
        }

        using var inner = Suppress();
        var scope = observer.Begin(pipeline, table, target);
        try
        {
            var model = fit();
            scope.Succeeded(model);
            return model;
        }
        catch (Exception error)
        {
            scope.Failed(error);
            throw;
        }
    }

    /// <summary>Sets the observer and, when disposed, the one before.</summary>
    private sealed class Scope : IDisposable
    {
        private readonly IFitObserver? _before = Current.Value;

        public Scope(IFitObserver? observer) => Current.Value = observer;

        public void Dispose() => Current.Value = _before;
    }
}
