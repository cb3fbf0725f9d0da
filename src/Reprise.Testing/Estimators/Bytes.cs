using Reprise.Learning.Estimators;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Trees;

namespace Reprise.Testing.Estimators;

/// <summary>Fitted estimators as the bytes of a model file.</summary>
internal static class Bytes
{
    public static byte[] OfTransformer(ITransformer transformer) => Of(Pipeline(transformer));

    public static byte[] OfClassifier(IClassifier classifier) => Of(new ClassifierPipeline { Classifier = classifier });

    /// <summary>The transformer before the smallest classifier that shows what it gives.</summary>
    public static ClassifierPipeline Pipeline(ITransformer transformer) =>
        new() { Steps = [transformer], Classifier = new DecisionTreeClassifier { MaxDepth = 3 } };

    /// <summary>Fits, saves, loads; both predict on the training rows.</summary>
    public static (double[] Fitted, double[] Loaded) RoundTrip(ClassifierPipeline pipeline)
    {
        var table = SampleData.Table();
        var model = pipeline.Fit(table, SampleData.Target);
        using var stream = new MemoryStream();
        ModelFile.Write(model, stream);
        stream.Position = 0;
        var loaded = ModelFile.Read(stream, "memory");
        return (model.Predict(table).Probabilities.Values.ToArray(), loaded.Predict(table).Probabilities.Values.ToArray());
    }

    private static byte[] Of(ClassifierPipeline pipeline)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(pipeline.Fit(SampleData.Table(), SampleData.Target), stream);
        return stream.ToArray();
    }
}
