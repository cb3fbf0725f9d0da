using System.Reflection;
using Reprise.Learning.Estimators;

namespace Reprise.Testing.Estimators;

/// <summary>The contract every estimator keeps, as one suite that needs no test framework: run it on yours and assert that nothing is returned.</summary>
/// <remarks>
/// Checked: sealed immutable record, <c>with</c> clones, parameters out of range named; same seed same bytes, any number of workers, any culture,
/// row by row as in a batch, many threads as one; NaN, infinities, empty and mismatched data refused by the rule's name; input unchanged; cancellation
/// honoured; a saved and loaded model predicts the same.
/// </remarks>
public static class EstimatorChecks
{
    /// <summary>Runs every check; one line per broken rule, empty when all hold.</summary>
    public static IReadOnlyList<string> Run(ITransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        var log = new CheckLog(transformer.GetType().Name);
        var runner = new FitRunner(
            estimator => Bytes.OfTransformer((ITransformer)estimator), (estimator, token) => ((ITransformer)estimator).Fit(SampleData.Features(), token));
        ParameterChecks.Run(transformer, runner, log);
        ReproducibilityChecks.Run(transformer, runner, log);
        TransformerChecks.Run(transformer, log);
        return log.Failures;
    }

    /// <inheritdoc cref="Run(ITransformer)"/>
    public static IReadOnlyList<string> Run(ISupervisedTransformer transformer)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        var log = new CheckLog(transformer.GetType().Name);
        var runner = new FitRunner(
            estimator => Bytes.OfTransformer((ISupervisedTransformer)estimator),
            (estimator, token) => ((ISupervisedTransformer)estimator).Fit(SampleData.Features(), SampleData.Classes(), SampleData.ClassCount, token));
        ParameterChecks.Run(transformer, runner, log);
        ReproducibilityChecks.Run(transformer, runner, log);
        SupervisedTransformerChecks.Run(transformer, log);
        return log.Failures;
    }

    /// <inheritdoc cref="Run(ITransformer)"/>
    public static IReadOnlyList<string> Run(IClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        var log = new CheckLog(classifier.GetType().Name);
        var runner = new FitRunner(
            estimator => Bytes.OfClassifier((IClassifier)estimator),
            (estimator, token) => ((IClassifier)estimator).Fit(SampleData.Features(), SampleData.Classes(), SampleData.ClassCount, token));
        ParameterChecks.Run(classifier, runner, log);
        ReproducibilityChecks.Run(classifier, runner, log);
        ClassifierChecks.Run(classifier, log);
        return log.Failures;
    }

    /// <inheritdoc cref="Run(ITransformer)"/>
    public static IReadOnlyList<string> Run(IRegressor regressor)
    {
        ArgumentNullException.ThrowIfNull(regressor);
        var log = new CheckLog(regressor.GetType().Name);
        var runner = new FitRunner(
            estimator => Bytes.OfRegressor((IRegressor)estimator),
            (estimator, token) => ((IRegressor)estimator).Fit(SampleData.Features(), SampleData.Values(), token));
        ParameterChecks.Run(regressor, runner, log);
        ReproducibilityChecks.Run(regressor, runner, log);
        RegressorChecks.Run(regressor, log);
        return log.Failures;
    }

    /// <inheritdoc cref="Run(ITransformer)"/>
    public static IReadOnlyList<string> Run(IClusterer clusterer)
    {
        ArgumentNullException.ThrowIfNull(clusterer);
        var log = new CheckLog(clusterer.GetType().Name);
        var runner = new FitRunner(
            estimator => Bytes.OfClusterer((IClusterer)estimator), (estimator, token) => ((IClusterer)estimator).Fit(SampleData.Features(), token));
        ParameterChecks.Run(clusterer, runner, log);
        ReproducibilityChecks.Run(clusterer, runner, log);
        ClustererChecks.Run(clusterer, log);
        return log.Failures;
    }

    /// <summary>Every transformer of an assembly with its default parameters, so that a new one is checked without anybody listing it.</summary>
    public static IReadOnlyList<ITransformer> TransformersOf(Assembly assembly) => Discover<ITransformer>(assembly);

    /// <summary>Every transformer of an assembly that learns from the target too, with its default parameters.</summary>
    public static IReadOnlyList<ISupervisedTransformer> SupervisedTransformersOf(Assembly assembly) => Discover<ISupervisedTransformer>(assembly);

    /// <summary>Every classifier of an assembly with its default parameters.</summary>
    public static IReadOnlyList<IClassifier> ClassifiersOf(Assembly assembly) => Discover<IClassifier>(assembly);

    /// <summary>Every regressor of an assembly with its default parameters.</summary>
    public static IReadOnlyList<IRegressor> RegressorsOf(Assembly assembly) => Discover<IRegressor>(assembly);

    /// <summary>Every clusterer of an assembly with its default parameters.</summary>
    public static IReadOnlyList<IClusterer> ClusterersOf(Assembly assembly) => Discover<IClusterer>(assembly);

    private static List<T> Discover<T>(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return
        [
            .. assembly.GetExportedTypes()
                .Where(type => typeof(T).IsAssignableFrom(type) && type is { IsInterface: false, IsAbstract: false })
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
                .Select(type => (T)Activator.CreateInstance(type)!),
        ];
    }
}
