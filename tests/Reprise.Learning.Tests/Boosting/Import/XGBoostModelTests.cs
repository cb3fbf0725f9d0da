using System.Text;
using System.Text.Json.Nodes;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Boosting.Import;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Tests.Boosting.Import;

/// <summary>Files and predictions of XGBoost 1.7.4; predictions are of 32 bits there, so within 1e-6.</summary>
public sealed class XGBoostModelTests
{
    [Theory]
    [InlineData("binary")]
    [InlineData("softprob")]
    public void Read_OfAClassifier_PredictsAsXGBoost(string name)
    {
        var model = XGBoostModel.Read(PathOf(name)).Classifier!;

        var probabilities = model.PredictProbabilities(IrisWithGaps());

        var expected = Expected(name);
        var actual = name == "binary" ? probabilities.Values.ToArray().Where((_, i) => i % 2 == 1).ToArray() : probabilities.Values.ToArray();
        Numbers.Close(expected, actual, 1e-6);
        Assert.Equal(name == "binary" ? ["sepal_length", "sepal_width", "petal_length", "petal_width"] : [], model.FeatureNames);
        Assert.True(model.FeatureGains[2] > 0 && model.FeatureSplits[2] > 0);
    }

    [Fact]
    public void Read_OfARegressor_PredictsAsXGBoost()
    {
        var (x, y) = Diabetes.Load();
        var values = new double[y.Length];

        XGBoostModel.Read(PathOf("squared")).Regressor!.Predict(x, values);

        Numbers.Close(Expected("squared"), [.. values.Where((_, row) => row % 10 == 0)], 1e-6);
    }

    [Fact]
    public void Below_OfAnyThreshold_DecidesAsRoundingTo32BitsDoes()
    {
        var rng = new Rng(6);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var threshold = BitConverter.Int32BitsToSingle((int)rng.NextUInt64());
            if (!float.IsFinite(threshold))
            {
                continue;
            }

            var below = XGBoostModel.Below(threshold);

            Assert.True(float.IsFinite((float)below) ? (float)below < threshold : threshold == -float.MaxValue);
            Assert.False((float)Math.BitIncrement(below) < threshold);
        }

        Assert.False((float)Math.BitIncrement(XGBoostModel.Below(-float.MaxValue)) < -float.MaxValue);
        Assert.True(XGBoostModel.Below(0) < 0);
    }

    [Fact]
    public void Read_OfEveryTruncation_IsRefused()
    {
        var bytes = File.ReadAllBytes(PathOf("binary"));
        for (var length = 0; length < bytes.Length; length += 37)
        {
            Assert.Throws<RepriseException>(() => XGBoostModel.Read(new MemoryStream(bytes, 0, length), "cut.json"));
        }
    }

    [Fact]
    public void Read_OfRandomDamage_NeverCrashes()
    {
        var rng = new Rng(7);
        var sound = File.ReadAllBytes(PathOf("softprob"));
        for (var trial = 0; trial < 1500; trial++)
        {
            var bytes = sound.ToArray();
            for (var damage = rng.NextInt32(4); damage >= 0; damage--)
            {
                bytes[rng.NextInt32(bytes.Length)] = (byte)"0123456789-,.[]{}\"e"[rng.NextInt32(19)];
            }

            try
            {
                XGBoostModel.Read(new MemoryStream(bytes), "damaged.json").Classifier?.PredictProbabilities(IrisWithGaps());
            }
            catch (RepriseException)
            {
                // As it must.
            }
            catch (ArgumentException e)
            {
                Assert.Contains("columns", e.Message, StringComparison.Ordinal);        // a sound file for more columns
            }
        }
    }

    public static TheoryData<string, string, string> Breaks => new()
    {
        { "learner.gradient_booster.name", "\"dart\"", "`learner.gradient_booster.name` must be gbtree. Got \"dart\"" },
        { "learner.objective.name", "\"rank:pairwise\"", "must be binary:logistic" },
        { "learner.learner_model_param.base_score", "\"1.5\"", "must be a probability in (0, 1). Got \"1.5\"" },
        { "learner.learner_model_param.num_feature", "\"2\"", "`learner.feature_names` must be empty or name each of 2 columns" },
        { "learner.learner_model_param.num_feature", "\"-1\"", "must be a whole number of at least 1. Got \"-1\"" },
        { "learner.gradient_booster.model.tree_info.0", "1", "`learner.gradient_booster.model.tree_info[0]` must be below" },
        { "learner.gradient_booster.model.trees.0.left_children.0", "0", "trees[0].left_children[0]` and its right sibling must name nodes" },
        { "learner.gradient_booster.model.trees.1.right_children.0", "1", "trees[1].left_children[0]` and its right sibling must name nodes" },
        { "learner.gradient_booster.model.trees.0.left_children.0", "99", "must name nodes of the tree" },
        { "learner.gradient_booster.model.trees.0.split_indices.0", "7", "trees[0].split_indices[0]` must be a column in [0, 4). Got 7" },
        { "learner.gradient_booster.model.trees.0.split_conditions.0", "1e99", "split_conditions[0]` must be a finite number of 32 bits. Got 1e99" },
        { "learner.gradient_booster.model.trees.0.default_left", "[1]", "default_left` must hold" },
        { "learner.gradient_booster.model.trees.0.left_children", "[]", "must hold at least one node" },
        { "learner.gradient_booster.model.trees.0.split_type.0", "1", "must be 0, a numeric split" },
        { "learner.gradient_booster.model.trees", "3", "trees` must be an array. Got 3" },
        { "learner", "[]", "`learner` must be an object" },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Read_OfABrokenRule_NamesPlaceRuleAndValue(string path, string value, string expected)
    {
        var root = JsonNode.Parse(File.ReadAllBytes(PathOf("binary")))!;
        var (node, steps) = (root, path.Split('.'));
        foreach (var step in steps[..^1])
        {
            node = node is JsonArray array ? array[int.Parse(step, null)]! : node[step]!;
        }

        if (node is JsonArray items)
        {
            items[int.Parse(steps[^1], null)] = JsonNode.Parse(value);
        }
        else
        {
            node[steps[^1]] = JsonNode.Parse(value);
            if (steps[^1] == "left_children" && value == "[]")
            {
                foreach (var other in (string[])["right_children", "split_conditions", "split_indices", "default_left", "loss_changes", "split_type"])
                {
                    node[other] = new JsonArray();
                }
            }
        }

        var error = Assert.Throws<RepriseException>(() => XGBoostModel.Read(new MemoryStream(Encoding.UTF8.GetBytes(root.ToJsonString())), "broken.json"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("'broken.json'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAMissingFile_SaysSo() =>
        Assert.Equal(ErrorCode.ResourceDoesNotExist, Assert.Throws<RepriseException>(() => XGBoostModel.Read("/nowhere/model.json")).Code);

    private static double[] Expected(string name) => GoldenSet.Json("xgboost-predictions.json").GetProperty(name).Doubles();

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", $"xgboost-{name}.json");

    /// <summary>Every fifth row of iris; in the whole set every seventh petal length and every eleventh sepal length (from the fourth) is missing.</summary>
    internal static Matrix IrisWithGaps()
    {
        var x = GoldenSet.Load("iris").X;
        for (var row = 0; row < x.Rows; row++)
        {
            x[row, 2] = row % 7 == 0 ? double.NaN : x[row, 2];
            x[row, 0] = row % 11 == 3 ? double.NaN : x[row, 0];
        }

        return x.View.TakeRows([.. Enumerable.Range(0, 30).Select(i => 5 * i)]);
    }
}
