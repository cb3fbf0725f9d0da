using Reprise.Learning.Trees;

namespace Reprise.Learning.Files;

/// <summary>Codecs of trees and forests. New files hold a <see cref="TreeTensors"/>; those of the first version of the two classifiers are still read.</summary>
internal static class TreeCodecs
{
    public static readonly StepCodec DecisionTree = StepCodec.For<DecisionTreeClassifierModel>(
        "compact-decision-tree-classifier",
        (model, writer) => TreeTensors.Write(writer, [model.Tree], model.FeatureImportances),
        reader => new DecisionTreeClassifierModel(Single(reader, TreeTensors.Read(reader, reader.Classes)), TreeTensors.Importances(reader), reader.Classes));

    public static readonly StepCodec RandomForest = StepCodec.For<RandomForestClassifierModel>(
        "compact-random-forest-classifier",
        (model, writer) => TreeTensors.Write(writer, model.Trees, model.FeatureImportances),
        reader => new RandomForestClassifierModel(TreeTensors.Read(reader, reader.Classes), TreeTensors.Importances(reader), reader.Classes));

    /// <summary>Reads what was written before <see cref="DecisionTree"/>.</summary>
    public static readonly StepCodec FirstDecisionTree = StepCodec.For<DecisionTreeClassifierModel>(
        "decision-tree-classifier",
        DecisionTree.Write,
        reader => new DecisionTreeClassifierModel(Single(reader, FirstTreeTensors.Read(reader)), TreeTensors.Importances(reader), reader.Classes));

    /// <summary>Reads what was written before <see cref="RandomForest"/>.</summary>
    public static readonly StepCodec FirstRandomForest = StepCodec.For<RandomForestClassifierModel>(
        "random-forest-classifier",
        RandomForest.Write,
        reader => new RandomForestClassifierModel(FirstTreeTensors.Read(reader), TreeTensors.Importances(reader), reader.Classes));

    public static readonly StepCodec[] All = [DecisionTree, RandomForest, FirstDecisionTree, FirstRandomForest];

    private static Tree Single(StepReader reader, Tree[] trees)
    {
        reader.Check(trees.Length == 1, "node_counts", "must name one tree");
        return trees[0];
    }
}
