using Reprise.Learning.Estimators;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Trees;

namespace Reprise.Testing.Estimators;

/// <summary>Fitted estimators as the bytes of a model file.</summary>
internal static class Bytes
{
    public static byte[] OfTransformer(IPreprocessor transformer) => Of(Pipeline(transformer));

    public static byte[] OfClassifier(IClassifier classifier) => Of(new ClassifierPipeline { Classifier = classifier });

    public static byte[] OfRegressor(IRegressor regressor) => Of(new RegressorPipeline { Regressor = regressor }.Fit(SampleData.ValueTable(), SampleData.Target));

    public static byte[] OfClusterer(IClusterer clusterer) => Of(new ClustererPipeline { Clusterer = clusterer }.Fit(SampleData.Table()));

    /// <summary>The transformer before the smallest classifier that shows what it gives.</summary>
    public static ClassifierPipeline Pipeline(IPreprocessor transformer) =>
        new() { Steps = [transformer], Classifier = new DecisionTreeClassifier { MaxDepth = 3 } };

    /// <summary>Fits, saves, loads; both predict on the training rows.</summary>
    public static (double[] Fitted, double[] Loaded) RoundTrip(ClassifierPipeline pipeline)
    {
        var table = SampleData.Table();
        var model = pipeline.Fit(table, SampleData.Target);
        return (model.Predict(table).Probabilities.Values.ToArray(), Reload<ITabularClassifier>(model).Predict(table).Probabilities.Values.ToArray());
    }

    /// <inheritdoc cref="RoundTrip(ClassifierPipeline)"/>
    public static (double[] Fitted, double[] Loaded) RoundTrip(RegressorPipeline pipeline)
    {
        var table = SampleData.ValueTable();
        var model = pipeline.Fit(table, SampleData.Target);
        return (model.Predict(table), Reload<ITabularRegressor>(model).Predict(table));
    }

    /// <inheritdoc cref="RoundTrip(ClassifierPipeline)"/>
    public static (int[] Fitted, int[] Loaded) RoundTrip(ClustererPipeline pipeline)
    {
        var table = SampleData.Table();
        var model = pipeline.Fit(table);
        return (model.Predict(table), Reload<ITabularClusterer>(model).Predict(table));
    }

    private static TModel Reload<TModel>(TModel model)
        where TModel : ITabularModel
    {
        using var stream = new MemoryStream(Of(model));
        return ModelFile.Read<TModel>(stream, "memory");
    }

    private static byte[] Of(ClassifierPipeline pipeline) => Of(pipeline.Fit(SampleData.Table(), SampleData.Target));

    private static byte[] Of(ITabularModel model)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(model, stream);
        return stream.ToArray();
    }
}
