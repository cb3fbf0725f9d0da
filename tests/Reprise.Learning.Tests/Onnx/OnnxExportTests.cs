using System.Reflection;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Files;
using Reprise.Learning.Onnx;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Powers;
using Reprise.Learning.Preprocessing.Quantiles;
using Reprise.Testing.Estimators;

namespace Reprise.Learning.Tests.Onnx;

/// <summary>Every estimator of the room, found by reflection with its defaults, gives the same answers in ONNX Runtime on 1,000 rows.</summary>
public sealed class OnnxExportTests
{
    private static readonly Assembly Room = typeof(StandardScaler).Assembly;

    /// <summary>Fitted types with a codec that have no ONNX form, and why. docs/onnx.md lists the same.</summary>
    private static readonly Dictionary<Type, string> Exceptions = StepCodecs.All
        .Where(codec => codec.Type.Namespace!.Contains("Svm", StringComparison.Ordinal) || codec.Type.Namespace!.Contains("Neighbours", StringComparison.Ordinal) || EncodingCodecs.All.Contains(codec) || FeatureCodecs.All.Contains(codec))
        .Where(codec => codec.Type != typeof(NumericSelectorModel))
        .ToDictionary(codec => codec.Type, _ => "no exporter yet");

    public static TheoryData<ITransformer> Transformers =>
    [
        .. EstimatorChecks.TransformersOf(Room).Where(HasExporter).Select(transformer => new TheoryDataRow<ITransformer>(transformer)),
        .. ((ITransformer[])
        [
            new MinMaxScaler { Minimum = -1, Maximum = 2, Clip = true },
            new PowerTransformer { Standardize = false },
            new Normalizer { Norm = VectorNorm.L1 },
            new Normalizer { Norm = VectorNorm.Max },
            new QuantileTransformer { Quantiles = 20 },
            new QuantileTransformer { Quantiles = 1 },
            new QuantileTransformer { Output = OutputDistribution.Normal },
        ]).Select(transformer => new TheoryDataRow<ITransformer>(transformer)),
    ];

    public static TheoryData<IClassifier> Classifiers =>
        [.. EstimatorChecks.ClassifiersOf(Room).Where(HasExporter).Select(classifier => new TheoryDataRow<IClassifier>(classifier))];

    public static TheoryData<IRegressor> Regressors =>
        [.. EstimatorChecks.RegressorsOf(Room).Where(HasExporter).Select(regressor => new TheoryDataRow<IRegressor>(regressor))];

    public static TheoryData<IClusterer> Clusterers =>
        [.. EstimatorChecks.ClusterersOf(Room).Where(HasExporter).Select(clusterer => new TheoryDataRow<IClusterer>(clusterer))];

    [Fact]
    public void Exporters_OfEveryStepWithAFileForm_AreThereOrExcused()
    {
        var exported = OnnxExporters.All.Select(exporter => exporter.Type).Concat(OnnxExporters.Encoders.Select(exporter => exporter.Type)).ToHashSet();

        Assert.DoesNotContain(StepCodecs.All.Select(codec => codec.Type), type => !exported.Contains(type) && !Exceptions.ContainsKey(type));
        Assert.DoesNotContain(Exceptions.Keys, exported.Contains);
        Assert.Equal(OnnxExporters.All.Length, OnnxExporters.All.Select(exporter => exporter.Type).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Transformers))]
    public void Export_OfEachTransformer_Agrees(ITransformer transformer)
    {
        var missing = transformer is IAcceptsMissing;
        var model = transformer.Fit(OnnxSample.Training(missing));
        var x = OnnxSample.Features(missing: missing);

        OnnxRunner.Agree(model.Transform(x).Values, OnnxRunner.Run(model, x, model.OutputColumns), 1e-9);
    }

    [Theory]
    [InlineData(2.5)]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(-3)]
    public void Export_OfBoxCox_AgreesForAnyExponent(double lambda)
    {
        var model = new BoxCoxModel([lambda, 1], [0.5, 0], [2, 1]);
        var x = new Matrix(60, 2);
        for (var row = 0; row < x.Rows; row++)
        {
            (x[row, 0], x[row, 1]) = (Math.ScaleB(1.3, row - 30), row + 1);
        }

        OnnxRunner.Agree(model.Transform(x).Values, OnnxRunner.Run(model, x, 2), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-4.5)]
    public void Export_OfYeoJohnson_AgreesForAnyExponent(double lambda)
    {
        var model = new YeoJohnsonModel([lambda], [0.5], [2]);
        var x = new Matrix(101, 1);
        for (var row = 0; row < x.Rows; row++)
        {
            x[row, 0] = (row - 50) / 7.0;
        }

        OnnxRunner.Agree(model.Transform(x).Values, OnnxRunner.Run(model, x, 1), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Export_OfEachClassifier_Agrees(IClassifier classifier)
    {
        var missing = classifier is IAcceptsMissing;
        var model = classifier.Fit(OnnxSample.Training(missing), OnnxSample.Labels(), OnnxSample.Classes);
        var x = OnnxSample.Features(missing: missing);
        var expected = model.PredictProbabilities(x);
        var actual = OnnxRunner.Run(model, x, OnnxSample.Classes);

        OnnxRunner.Agree(expected.Values, actual);
        var probabilities = new Matrix(x.Rows, OnnxSample.Classes);
        actual.ToArray<double>().CopyTo(probabilities.Values);
        Assert.Equal(EstimatorModelExtensions.MostProbable(expected), EstimatorModelExtensions.MostProbable(probabilities));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Regressors))]
    public void Export_OfEachRegressor_Agrees(IRegressor regressor)
    {
        var missing = regressor is IAcceptsMissing;
        var model = regressor.Fit(OnnxSample.Training(missing), OnnxSample.Values());
        var x = OnnxSample.Features(missing: missing);

        OnnxRunner.Agree(model.Predict(x), OnnxRunner.Run(model, x, 1));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Clusterers))]
    public void Export_OfEachClusterer_Agrees(IClusterer clusterer)
    {
        var model = clusterer.Fit(OnnxSample.Training());
        var x = OnnxSample.Features();

        Assert.Equal(model.Predict(x).Select(cluster => (long)cluster), OnnxRunner.Run(model, x, 0).ToArray<long>());
    }

    /// <summary>What lacks an exporter is named once, by <see cref="Exporters_OfEveryStepWithAFileForm_AreThereOrExcused"/>.</summary>
    private static bool HasExporter(object estimator) =>
        estimator.GetType().GetInterfaces().SelectMany(type => type.GetGenericArguments()).Any(
            model => OnnxExporters.All.Any(exporter => exporter.Type.IsAssignableTo(model)));
}
