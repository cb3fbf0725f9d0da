using System.Reflection;
using Reprise.Core.Hashing;
using Reprise.Learning.Estimators;

namespace Reprise.Testing.Estimators;

/// <summary>What estimators learn from one small sample, as hashes of their model files: to be compared between processors, instruction sets and versions.</summary>
public static class EstimatorFingerprints
{
    /// <summary>One line per estimator of an assembly with its default parameters: full name of the type, a blank, SHA-256 of the model file. Sorted by kind, then name.</summary>
    public static IReadOnlyList<string> Of(Assembly assembly) =>
    [
        .. EstimatorChecks.TransformersOf(assembly).Select(Line),
        .. EstimatorChecks.SupervisedTransformersOf(assembly).Select(Line),
        .. EstimatorChecks.ClassifiersOf(assembly).Select(Line),
        .. EstimatorChecks.RegressorsOf(assembly).Select(Line),
        .. EstimatorChecks.ClusterersOf(assembly).Select(Line),
    ];

    /// <summary>The line of one estimator with the parameters it has.</summary>
    /// <param name="estimator">A transformer, classifier, regressor or clusterer.</param>
    /// <exception cref="ArgumentException"><paramref name="estimator"/> is none of these.</exception>
    public static string Line(object estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        var bytes = estimator switch
        {
            IPreprocessor transformer => Bytes.OfTransformer(transformer),
            IClassifier classifier => Bytes.OfClassifier(classifier),
            IRegressor regressor => Bytes.OfRegressor(regressor),
            IClusterer clusterer => Bytes.OfClusterer(clusterer),
            _ => throw new ArgumentException($"An estimator is a transformer, classifier, regressor or clusterer. Got {estimator.GetType().Name}.", nameof(estimator)),
        };
        return $"{estimator.GetType().FullName} {ContentHash.Sha256(bytes)}";
    }
}
