using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Trees;

namespace TurkishMusic.Training;

/// <summary>The reference pipeline: number columns → Yeo-Johnson → median and quartile range → random forest.</summary>
public static class EmotionPipeline
{
    /// <summary>The pipeline, not fitted.</summary>
    public static ClassifierPipeline Create(EmotionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ClassifierPipeline
        {
            Steps = [new PowerTransformer(), new RobustScaler()],
            Classifier = new RandomForestClassifier { Trees = options.Trees, Seed = options.Seed },
        };
    }

    /// <summary>Every choice of the pipeline and its evaluation by name, as runs record it.</summary>
    public static IReadOnlyDictionary<string, string> Describe(EmotionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var forest = (RandomForestClassifier)Create(options).Classifier;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["pipeline"] = "numeric columns → yeo-johnson → robust scaling → random forest",
            ["trees"] = Text(forest.Trees),
            ["max_depth"] = forest.MaxDepth is { } depth ? Text(depth) : "none",
            ["max_features"] = "sqrt",
            ["min_samples_leaf"] = Text(forest.MinSamplesLeaf),
            ["bootstrap"] = forest.Bootstrap ? "true" : "false",
            ["seed"] = Text(options.Seed),
            ["folds"] = Text(options.Folds),
            ["repeats"] = Text(options.Repeats),
        };
    }

    private static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
