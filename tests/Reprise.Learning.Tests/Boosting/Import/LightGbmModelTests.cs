using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Boosting.Import;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Tests.Boosting.Import;

/// <summary>
/// LightGBM is not installed where these were made: the file is written by hand after its documented format and source (tree.cpp, tree.h), and the
/// expected scores are worked out by hand.
/// </summary>
public sealed class LightGbmModelTests
{
    private static readonly string Sound = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "lightgbm-binary.txt"));

    // Tree 0: age ≤ 30.5 (NaN left) → colour in {0, 2, 34} ? 0.5 : −0.25; else amount ≤ 0 (zero and NaN are missing, right) ? 0.125 : −1.
    // Tree 1: amount ≤ −1.5 (no missing: NaN is 0, right) ? 0.0625 : −0.0625. The score is twice the sum (sigmoid 2).
    [Theory]
    [InlineData(30.5, 0, 1, 0.5 - 0.0625)]
    [InlineData(30.5, 2.7, -1.5, 0.5 + 0.0625)]
    [InlineData(-3, 34, 1, 0.5 - 0.0625)]
    [InlineData(-3, 1, 1, -0.25 - 0.0625)]
    [InlineData(-3, 35, 1, -0.25 - 0.0625)]
    [InlineData(-3, 1e12, 1, -0.25 - 0.0625)]
    [InlineData(-3, -1, 1, -0.25 - 0.0625)]
    [InlineData(-3, -0.5, 1, 0.5 - 0.0625)]                     // cut to 0, as in C
    [InlineData(double.NaN, double.NaN, 1, -0.25 - 0.0625)]
    [InlineData(30.6, 0, -1, 0.125 - 0.0625)]
    [InlineData(30.6, 0, 0, -1 - 0.0625)]
    [InlineData(30.6, 0, -1e-36, -1 - 0.0625)]
    [InlineData(30.6, 0, double.NaN, -1 - 0.0625)]
    [InlineData(30.6, 0, -2, 0.125 + 0.0625)]
    [InlineData(30.6, 0, 3, -1 - 0.0625)]
    public void Read_OfABinaryModel_ScoresAsWorkedOutByHand(double age, double colour, double amount, double sum)
    {
        var model = Read(Sound).Classifier!;
        var x = new Matrix(1, 3);
        (x[0, 0], x[0, 1], x[0, 2]) = (age, colour, amount);
        var score = new double[1];

        model.Scores(x, score);

        Assert.Equal(2 * sum, score[0], 1e-12);
        Assert.Equal(1 / (1 + Math.Exp(-2 * sum)), model.PredictProbabilities(x)[0, 1], 1e-12);
        Assert.Equal(["age", "colour", "amount"], model.FeatureNames);
        Assert.Equal([1, 1, 2], model.FeatureSplits);
        Assert.Equal([9, 4, 3], model.FeatureGains);
    }

    [Fact]
    public void Read_OfAMulticlassModel_TakesTreesInTurn()
    {
        var text = Head("multiclass num_class:3", 3) + Leaf(0, 1) + Leaf(1, 2) + Leaf(2, 4) + "end of trees\n";

        var probabilities = Read(text).Classifier!.PredictProbabilities(new Matrix(1, 1)).Values;

        var all = Math.Exp(1) + Math.Exp(2) + Math.Exp(4);
        Numbers.Close([Math.Exp(1) / all, Math.Exp(2) / all, Math.Exp(4) / all], probabilities, 1e-12);
    }

    [Theory]
    [InlineData("regression", 3)]
    [InlineData("regression_l1", 3)]
    [InlineData("poisson", 20.085536923187668)]
    public void Read_OfARegression_AddsTrees(string objective, double expected)
    {
        var value = new double[1];

        Read(Head(objective, 1) + Leaf(0, 1) + Leaf(1, 2) + "end of trees\n").Regressor!.Predict(new Matrix(1, 1), value);

        Assert.Equal(expected, value[0], 1e-12);
    }

    [Fact]
    public void Read_OfAForest_AveragesTrees()
    {
        var value = new double[1];

        Read("tree\naverage_output\n" + Head("regression", 1)[5..] + Leaf(0, 1) + Leaf(1, 2) + "end of trees\n").Regressor!.Predict(new Matrix(1, 1), value);

        Assert.Equal(1.5, value[0]);
    }

    public static TheoryData<string, string, string> Breaks => new()
    {
        { "version=v4", "version=v9", "`version` of its head (line 2) must be v2, v3 or v4. Got v9" },
        { "objective=binary sigmoid:2", "objective=lambdarank", "must be binary, multiclass" },
        { "sigmoid:2", "sigmoid:-1", "must have a sigmoid above 0" },
        { "max_feature_idx=2", "max_feature_idx=3", "must name each of 4 columns" },
        { "left_child=1 -1 -3", "left_child=0 -1 -3", "`left_child` of Tree=0 (line 19) and right_child must name each node and leaf of the tree once. Got 0 and 2" },
        { "left_child=1 -1 -3", "left_child=1 -1 -1", "must name each node and leaf" },
        { "left_child=1 -1 -3", "left_child=1 -1 -9", "must name each node and leaf" },
        { "left_child=1 -1 -3", "left_child=1 -1 -2147483648", "must name each node and leaf" },
        { "left_child=1 -1 -3", "left_child=1 -1", "must hold 3 values. Got 2" },
        { "split_feature=0 1 2", "split_feature=0 1 3", "must hold columns in [0, 3). Got 3" },
        { "threshold=30.5 0 0", "threshold=30.5 1 0", "must be a set in [0, 1). Got 1" },
        { "threshold=30.5 0 0", "threshold=nan 0 0", "must hold finite numbers. Got nan" },
        { "decision_type=10 1 4", "decision_type=14 1 4", "must have a missing type of none, zero or NaN. Got 14" },
        { "cat_boundaries=0 2", "cat_boundaries=1 2", "must start at 0 and not fall" },
        { "cat_boundaries=0 2", "cat_boundaries=0 2000000000", "must hold 2000000000 values. Got 2" },
        { "num_leaves=4", "num_leaves=900000000", "must hold 900000000 values" },
        { "Tree=1", "Tree=2", "must be Tree=1. Got Tree=2" },
        { "end of trees", "", "must have the line 'end of trees'" },
        { "num_cat=1", "num_cat=1\nnum_cat=1", "must be there once" },
        { "is_linear=0", "is_linear=1", "must be 0: leaves hold numbers" },
        { "tree\nversion", "version", "its first line must be 'tree'. Got version=v4" },
        { "leaf_value=0.5", "leaf_valu=0.5", "`leaf_value` of Tree=0 must be there" },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Read_OfABrokenRule_NamesPlaceRuleAndValue(string old, string changed, string expected)
    {
        var at = Sound.IndexOf(old, StringComparison.Ordinal);
        var text = Sound[..at] + changed + Sound[(at + old.Length)..];

        var error = Assert.Throws<RepriseException>(() => Read(text));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("'model.txt'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfRandomDamage_NeverCrashes()
    {
        var rng = new Rng(7);
        for (var trial = 0; trial < 3000; trial++)
        {
            var text = Sound.ToCharArray();
            for (var damage = rng.NextInt32(4); damage >= 0; damage--)
            {
                text[rng.NextInt32(text.Length)] = "0123456789-=. \ne"[rng.NextInt32(16)];
            }

            try
            {
                var model = Read(new string(text[..(trial % 3 == 0 ? rng.NextInt32(text.Length) : text.Length)]));
                model.Classifier?.PredictProbabilities(new Matrix(2, model.InputColumns));
            }
            catch (RepriseException)
            {
                // As it must.
            }
        }
    }

    private static ImportedTrees Read(string text) => LightGbmModel.Read(new StringReader(text), "model.txt");

    private static string Head(string objective, int outputs) =>
        $"tree\nversion=v3\nnum_class={outputs}\nnum_tree_per_iteration={outputs}\nlabel_index=0\nmax_feature_idx=0\nobjective={objective}\nfeature_names=x\n\n";

    private static string Leaf(int tree, double value) => FormattableString.Invariant($"Tree={tree}\nnum_leaves=1\nnum_cat=0\nleaf_value={value}\nshrinkage=1\n\n");
}
