using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Trees;

public sealed class DecisionTreeClassifierTests
{
    [Fact]
    public void Fit_WithDepth3WhereNoCutsTie_GivesTheReferenceTree()
    {
        var set = GoldenSet.Load("breast_cancer");
        var golden = set.Values.GetProperty("DecisionTree_gini_depth3");
        var (x, train, test) = ReferenceProtocol.Split(set);

        var model = new DecisionTreeClassifier { MaxDepth = 3 }.Fit(x.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train), 2);

        Assert.Equal(golden.GetProperty("node_count").GetInt32(), model.NodeCount);
        Assert.Equal(golden.GetProperty("root_feature").GetInt32(), model.Tree.Nodes[0].Feature);
        Assert.Equal(golden.GetProperty("root_threshold").GetDouble(), model.Tree.Nodes[0].Threshold, 1e-6);   // the reference compares float32 values
        Numbers.Close(golden.GetProperty("feature_importances").Doubles(), model.FeatureImportances, 1e-12);
        Numbers.Close(golden.GetProperty("proba").Matrix().Values, model.PredictProbabilities(x.View.TakeRows(test)).Values, 1e-12);
    }

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void Fit_WithDepth3_SplitsItsTrainingRowsAsWellAsTheReference(string name)
    {
        var set = GoldenSet.Load(name);
        var (x, train, _) = ReferenceProtocol.Split(set);
        var (rows, y) = (x.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train));

        var predicted = new DecisionTreeClassifier { MaxDepth = 3 }.Fit(rows, y, set.Classes.Length).Predict(rows);

        var accuracy = predicted.Zip(y).Count(pair => pair.First == pair.Second) / (double)y.Length;
        Assert.Equal(set.Values.GetProperty("DecisionTree_gini_depth3").GetProperty("train_accuracy").GetDouble(), accuracy, 0.02);   // ties
    }

    [Fact]
    public void Fit_WithMinSamplesLeaf_KeepsThatManyRowsInEachLeaf()
    {
        var set = GoldenSet.Load("iris");

        var model = new DecisionTreeClassifier { MinSamplesLeaf = 20 }.Fit(set.X, set.Y, 3);

        var perLeaf = Enumerable.Range(0, set.X.Rows).GroupBy(row => string.Join(" ", model.PredictProbabilities(set.X.View.TakeRows([row])).Values.ToArray()));
        Assert.All(perLeaf, leaf => Assert.True(leaf.Count() >= 20));
        Assert.True(model.NodeCount > 3);
    }

    [Fact]
    public void Fit_OnConstantFeatures_GivesOneLeafWithTheFrequencies()
    {
        var x = new Core.Matrices.Matrix(4, 2);

        var model = new DecisionTreeClassifier().Fit(x, [0, 1, 1, 1], 2);

        Assert.Equal(1, model.NodeCount);
        Assert.Equal([0.25, 0.75], model.PredictProbabilities(x.View.TakeRows([0])).Values);
    }
}
