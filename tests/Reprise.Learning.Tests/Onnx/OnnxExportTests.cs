using Reprise.Core.Matrices;
using Reprise.Learning.Baselines;
using Reprise.Learning.Estimators;
using Reprise.Learning.Files;
using Reprise.Learning.Neural;
using Reprise.Learning.Onnx;
using Reprise.Learning.Preprocessing.Columns;
using Reprise.Learning.Preprocessing.Encoding;
using Reprise.Learning.Preprocessing.Powers;

namespace Reprise.Learning.Tests.Onnx;

/// <summary>Every estimator of the contract tests, found by reflection or as a variant, gives the same answers in ONNX Runtime on 1,000 rows.</summary>
public sealed class OnnxExportTests
{
    /// <summary>Fitted types with a codec that have no ONNX form, and why. docs/onnx.md lists the same.</summary>
    private static readonly Dictionary<Type, string> Exceptions = new()
    {
        [typeof(OneHotColumn)] = "part of OneHotEncoderModel",
        [typeof(OrdinalColumn)] = "part of OrdinalEncoderModel",
        [typeof(ColumnBlockModel)] = "part of ColumnTransformerModel",
    };

    public static TheoryData<ITransformer> Transformers => [.. EstimatorContractTests.Transformers.Where(row => HasExporter(row.Data))];

    public static TheoryData<ISupervisedTransformer> SupervisedTransformers =>
        [.. EstimatorContractTests.SupervisedTransformers.Where(row => HasExporter(row.Data))];

    public static TheoryData<IClassifier> Classifiers => [.. EstimatorContractTests.Classifiers.Where(row => HasExporter(row.Data) && !Draws(row.Data))];

    public static TheoryData<IRegressor> Regressors => [.. EstimatorContractTests.Regressors.Where(row => HasExporter(row.Data))];

    public static TheoryData<IClusterer> Clusterers => [.. EstimatorContractTests.Clusterers.Where(row => HasExporter(row.Data))];

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

    [Fact]
    public void Export_OfABaselineThatDraws_SaysWhy()
    {
        var model = new DummyClassifier { Strategy = DummyClassifierStrategy.Stratified }.Fit(OnnxSample.Training(), OnnxSample.Labels(), OnnxSample.Classes);

        Assert.Contains(
            "draws its answers", Assert.Throws<ArgumentException>(() => OnnxRunner.Run(model, OnnxSample.Features(), 3)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SupervisedTransformers))]
    public void Export_OfEachSupervisedTransformer_Agrees(ISupervisedTransformer transformer)
    {
        var model = transformer.Fit(OnnxSample.Training(), OnnxSample.Labels(), OnnxSample.Classes);
        var x = OnnxSample.Features();

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

        OnnxRunner.Agree(expected.Values, actual, Tolerance(classifier));
        var probabilities = new Matrix(x.Rows, OnnxSample.Classes);
        actual.ToArray<double>().CopyTo(probabilities.Values);
        Assert.Equal(EstimatorModelExtensions.MostProbable(expected), EstimatorModelExtensions.MostProbable(probabilities));
    }

    [Theory]
    [MemberData(nameof(Regressors))]
    public void Export_OfEachRegressor_Agrees(IRegressor regressor)
    {
        var missing = regressor is IAcceptsMissing;
        var model = regressor.Fit(OnnxSample.Training(missing), OnnxSample.Values());
        var x = OnnxSample.Features(missing: missing);

        OnnxRunner.Agree(model.Predict(x), OnnxRunner.Run(model, x, 1), Tolerance(regressor));
    }

    [Theory]
    [MemberData(nameof(Clusterers))]
    public void Export_OfEachClusterer_Agrees(IClusterer clusterer)
    {
        var model = clusterer.Fit(OnnxSample.Training());
        var x = OnnxSample.Features();

        Assert.Equal(model.Predict(x).Select(cluster => (long)cluster), OnnxRunner.Run(model, x, 0).ToArray<long>());
    }

    /// <summary>Networks compute in single precision here; on these columns, of very different sizes, their sums round at 1e-5.</summary>
    private static double Tolerance(object estimator) => estimator is MlpClassifier or MlpRegressor ? 1e-4 : 1e-5;

    /// <summary>What lacks an exporter is named once, by <see cref="Exporters_OfEveryStepWithAFileForm_AreThereOrExcused"/>.</summary>
    private static bool HasExporter(object estimator)
    {
        Type[] models = [.. estimator.GetType().GetInterfaces().SelectMany(type => type.GetGenericArguments()).Where(type => type != estimator.GetType())];
        return models.Length == 0 || models.Any(model => OnnxExporters.All.Any(exporter => exporter.Type.IsAssignableTo(model)));
    }

    private static bool Draws(IClassifier classifier) =>
        classifier is DummyClassifier { Strategy: DummyClassifierStrategy.Stratified or DummyClassifierStrategy.Uniform };
}
