using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Observation;

/// <summary>Lets others watch fits without the training code knowing. Scopes follow the flow of execution, threads and tasks started in them included.</summary>
/// <remarks>Every estimator of this library goes through <c>Run</c>; one of your own is seen when its <c>Fit</c> does too.</remarks>
public static class FitObservation
{
    private static readonly AsyncLocal<IFitObserver?> Current = new();

    private static bool IsObserved => Current.Value is not null;

    /// <summary>Until the result is disposed, every fit, search and validation in this flow of execution is shown to <paramref name="observer"/>; the innermost scope wins.</summary>
    public static IDisposable Observe(IFitObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return new Scope(observer);
    }

    /// <summary>Until the result is disposed, nobody sees fits: what is fitted inside is the caller's own affair.</summary>
    public static IDisposable Suppress() => new Scope(null);

    /// <summary>Runs the fit of a classifier in sight of the observer there is; fits within it are not shown.</summary>
    public static TModel Run<TModel>(
        IClassifier classifier, MatrixView x, ReadOnlySpan<int> y, int classes, ClassifierFit<TModel> fit, CancellationToken cancellationToken)
        where TModel : IClassifierModel
    {
        ArgumentNullException.ThrowIfNull(fit);
        using var watch = IsObserved ? Watch.Begin(classifier, FitData.OfClasses(x, y, classes, [])) : null;
        try
        {
            return Seen(watch, fit(x, y, classes, cancellationToken));
        }
        catch (Exception error)
        {
            watch?.Failed(error);
            throw;
        }
    }

    /// <inheritdoc cref="Run{TModel}(IClassifier, MatrixView, ReadOnlySpan{int}, int, ClassifierFit{TModel}, CancellationToken)"/>
    public static TModel Run<TModel>(
        IClassifier classifier,
        MatrixView x,
        ReadOnlySpan<int> y,
        int classes,
        ReadOnlySpan<double> weights,
        WeightedClassifierFit<TModel> fit,
        CancellationToken cancellationToken)
        where TModel : IClassifierModel
    {
        ArgumentNullException.ThrowIfNull(fit);
        using var watch = IsObserved ? Watch.Begin(classifier, FitData.OfClasses(x, y, classes, weights)) : null;
        try
        {
            return Seen(watch, fit(x, y, classes, weights, cancellationToken));
        }
        catch (Exception error)
        {
            watch?.Failed(error);
            throw;
        }
    }

    /// <summary>Runs the fit of a regressor in sight of the observer there is; fits within it are not shown.</summary>
    public static TModel Run<TModel>(IRegressor regressor, MatrixView x, ReadOnlySpan<double> y, RegressorFit<TModel> fit, CancellationToken cancellationToken)
        where TModel : IRegressorModel
    {
        ArgumentNullException.ThrowIfNull(fit);
        using var watch = IsObserved ? Watch.Begin(regressor, FitData.OfValues(x, y, [])) : null;
        try
        {
            return Seen(watch, fit(x, y, cancellationToken));
        }
        catch (Exception error)
        {
            watch?.Failed(error);
            throw;
        }
    }

    /// <inheritdoc cref="Run{TModel}(IRegressor, MatrixView, ReadOnlySpan{double}, RegressorFit{TModel}, CancellationToken)"/>
    public static TModel Run<TModel>(
        IRegressor regressor, MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, WeightedRegressorFit<TModel> fit, CancellationToken cancellationToken)
        where TModel : IRegressorModel
    {
        ArgumentNullException.ThrowIfNull(fit);
        using var watch = IsObserved ? Watch.Begin(regressor, FitData.OfValues(x, y, weights)) : null;
        try
        {
            return Seen(watch, fit(x, y, weights, cancellationToken));
        }
        catch (Exception error)
        {
            watch?.Failed(error);
            throw;
        }
    }

    /// <summary>Runs the fit of a clusterer in sight of the observer there is; fits within it are not shown.</summary>
    public static TModel Run<TModel>(IClusterer clusterer, MatrixView x, ReadOnlySpan<double> weights, ClustererFit<TModel> fit, CancellationToken cancellationToken)
        where TModel : IClustererModel
    {
        ArgumentNullException.ThrowIfNull(fit);
        using var watch = IsObserved ? Watch.Begin(clusterer, FitData.OfRows(x, weights)) : null;
        try
        {
            return Seen(watch, fit(x, weights, cancellationToken));
        }
        catch (Exception error)
        {
            watch?.Failed(error);
            throw;
        }
    }

    /// <summary>Runs the fit of a pipeline.</summary>
    internal static TModel Run<TModel>(object pipeline, Func<FitData> data, Func<TModel> fit)
        where TModel : ITabularModel =>
        Run(pipeline, null, data, fit, model => new FitOutcome { Model = model });

    /// <summary>Runs a fit, search or validation; without data to show (a search within another's folds, say) nobody sees it or what it fits.</summary>
    internal static TResult Run<TResult>(object estimator, object? procedure, Func<FitData?> data, Func<TResult> run, Func<TResult, FitOutcome> outcome)
    {
        if (!IsObserved)
        {
            return run();
        }

        if (data() is not { } rows)
        {
            using var unseen = Suppress();
            return run();
        }

        using var watch = Watch.Begin(estimator, rows, procedure);
        try
        {
            var result = run();
            watch.Succeeded(outcome(result));
            return result;
        }
        catch (Exception error)
        {
            watch.Failed(error);
            throw;
        }
    }

    private static TModel Seen<TModel>(Watch? watch, TModel model)
    {
        watch?.Succeeded(new FitOutcome { Model = ObservedModels.Tabular(model, watch.Estimator, watch.Data) });
        return model;
    }

    /// <summary>Sets the observer and, when disposed, the one before.</summary>
    private sealed class Scope : IDisposable
    {
        private readonly IFitObserver? _before = Current.Value;

        public Scope(IFitObserver? observer) => Current.Value = observer;

        public void Dispose() => Current.Value = _before;
    }

    /// <summary>One observed fit: nothing within it is shown, and its end is told once.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly IFitScope _scope;
        private readonly Scope _inner;
        private bool _told;

        private Watch(IFitScope scope, object estimator, FitData data) => (_scope, Estimator, Data, _inner) = (scope, estimator, data, new Scope(null));

        public object Estimator { get; }

        public FitData Data { get; }

        public static Watch Begin(object estimator, FitData data, object? procedure = null) => new(Current.Value!.Begin(estimator, procedure, data), estimator, data);

        public void Succeeded(FitOutcome outcome)
        {
            _told = true;
            _scope.Succeeded(outcome);
        }

        public void Failed(Exception error)
        {
            if (!_told)
            {
                _told = true;
                _scope.Failed(error);
            }
        }

        public void Dispose() => _inner.Dispose();
    }
}
