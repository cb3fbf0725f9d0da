using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Trees;

public sealed class DecisionTreeClassifierTests
{
    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void Fit_WithDepth3_CutsAsTheReferenceDoes(string name)
    {
        var set = GoldenSet.Load(name);
        var golden = set.Values.GetProperty("DecisionTree_gini_depth3");
        var x = new StandardScaler().Fit(set.X).Transform(set.X);
        var test = set.Values.GetProperty("stratified_kfold5_noshuffle_test_indices")[0].Integers();
        int[] train = [.. Enumerable.Range(0, x.Rows).Except(test)];

        var model = new DecisionTreeClassifier { MaxDepth = 3 }.Fit(x.View.TakeRows(train), [.. train.Select(row => set.Y[row])], set.Classes.Length);

        var root = model.Tree.Nodes[0];
        Assert.Equal(golden.GetProperty("node_count").GetInt32(), model.NodeCount);
        Assert.Equal(golden.GetProperty("root_feature").GetInt32(), root.Feature);
        Assert.Equal(golden.GetProperty("root_threshold").GetDouble(), root.Threshold, 1e-6);   // the reference compares float32 values
        Numbers.Close(golden.GetProperty("feature_importances").Doubles(), model.FeatureImportances, 1e-9);
        Numbers.Close(golden.GetProperty("proba").Matrix().Values, model.PredictProbabilities(x.View.TakeRows(test)).Values, 1e-12);
    }
}
