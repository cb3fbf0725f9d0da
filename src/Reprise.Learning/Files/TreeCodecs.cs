using Reprise.Learning.Trees;

namespace Reprise.Learning.Files;

/// <summary>Codecs of trees and forests. New files hold <see cref="TreeTensors"/>; those of the first version of the two classifiers are still read.</summary>
internal static class TreeCodecs
{
    public static readonly StepCodec DecisionTree = StepCodec.For<DecisionTreeClassifierModel>(
        "compact-decision-tree-classifier",
        (model, writer) => TreeTensors.Write(writer, model.Fitted),
        reader => new DecisionTreeClassifierModel(Single(reader, TreeTensors.Read(reader, reader.Classes)), reader.Classes));

    public static readonly StepCodec RandomForest = StepCodec.For<RandomForestClassifierModel>(
        "compact-random-forest-classifier",
        (model, writer) => WriteForest(writer, model.Fitted),
        reader => new RandomForestClassifierModel(ReadForest(reader, reader.Classes), reader.Classes));

    public static readonly StepCodec ExtraTrees = StepCodec.For<ExtraTreesClassifierModel>(
        "extra-trees-classifier",
        (model, writer) => WriteForest(writer, model.Fitted),
        reader => new ExtraTreesClassifierModel(ReadForest(reader, reader.Classes), reader.Classes));

    public static readonly StepCodec TreeRegressor = StepCodec.For<DecisionTreeRegressorModel>(
        "decision-tree-regressor",
        (model, writer) => TreeTensors.Write(writer, model.Fitted),
        reader => new DecisionTreeRegressorModel(Single(reader, TreeTensors.Read(reader, 1))));

    public static readonly StepCodec ForestRegressor = StepCodec.For<RandomForestRegressorModel>(
        "random-forest-regressor",
        (model, writer) => WriteForest(writer, model.Fitted),
        reader => new RandomForestRegressorModel(ReadForest(reader, 1)));

    public static readonly StepCodec ExtraTreesRegressor = StepCodec.For<ExtraTreesRegressorModel>(
        "extra-trees-regressor",
        (model, writer) => WriteForest(writer, model.Fitted),
        reader => new ExtraTreesRegressorModel(ReadForest(reader, 1)));

    /// <summary>Reads what was written before <see cref="DecisionTree"/>.</summary>
    public static readonly StepCodec FirstDecisionTree = StepCodec.For<DecisionTreeClassifierModel>(
        "decision-tree-classifier", DecisionTree.Write, reader => new DecisionTreeClassifierModel(Single(reader, FirstTreeTensors.Read(reader)), reader.Classes));

    /// <summary>Reads what was written before <see cref="RandomForest"/>.</summary>
    public static readonly StepCodec FirstRandomForest = StepCodec.For<RandomForestClassifierModel>(
        "random-forest-classifier", RandomForest.Write, reader => new RandomForestClassifierModel(FirstTreeTensors.Read(reader), reader.Classes));

    /// <summary>A type's first codec writes it.</summary>
    public static readonly StepCodec[] All =
        [DecisionTree, RandomForest, ExtraTrees, TreeRegressor, ForestRegressor, ExtraTreesRegressor, FirstDecisionTree, FirstRandomForest];

    private static void WriteForest(StepWriter writer, FittedTrees fitted)
    {
        writer.Flag("out_of_bag", fitted.OutOfBagScore is not null);
        if (fitted.OutOfBagScore is { } score)
        {
            writer.Number("out_of_bag_score", score);
        }

        TreeTensors.Write(writer, fitted);
    }

    private static FittedTrees ReadForest(StepReader reader, int outputs)
    {
        double? score = reader.Flag("out_of_bag") ? reader.Number("out_of_bag_score") : null;
        return TreeTensors.Read(reader, outputs) with { OutOfBagScore = score };
    }

    private static FittedTrees Single(StepReader reader, FittedTrees fitted)
    {
        reader.Check(fitted.Trees.Length == 1, "node_counts", "must name one tree");
        return fitted;
    }
}
