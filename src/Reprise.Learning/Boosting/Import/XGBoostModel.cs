using System.Globalization;
using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Boosting.Import;

/// <summary>Reads models that XGBoost saved as JSON (<c>save_model("model.json")</c>, versions 1.7 and 2).</summary>
/// <remarks>
/// Offered: booster <c>gbtree</c>; objectives <c>binary:logistic</c>, <c>multi:softprob</c>, <c>multi:softmax</c>, <c>reg:squarederror</c>; numeric splits. XGBoost
/// compares values rounded to 32 bits with thresholds of 32 bits; the thresholds are moved here to the 64-bit number where that rounding turns, so that every
/// row takes the same way. Leaves are added in 64 bits: predictions agree within 10⁻⁶. All trees are used, as <c>Booster.predict</c> does. Nothing in the
/// file is executed, and every size, index and tree is checked.
/// </remarks>
public static class XGBoostModel
{
    private const string Library = "XGBoost";

    /// <summary>Halfway between the greatest number of 32 bits and the next power of two: from here on, rounding gives infinity.</summary>
    private const double SingleOverflow = 3.4028235677973366e38;

    /// <summary>Reads a file.</summary>
    /// <exception cref="RepriseException">The file is missing, damaged, no XGBoost model, or uses what is not offered.</exception>
    public static ImportedTrees Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no XGBoost model '{path}'.");
        }

        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads a stream; <paramref name="place"/> names it in messages.</summary>
    /// <exception cref="RepriseException">The bytes are damaged, no XGBoost model, or use what is not offered.</exception>
    public static ImportedTrees Read(Stream stream, string place)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(place);
        try
        {
            using var document = JsonDocument.Parse(stream);
            return Read(new JsonPlace(document.RootElement, "", place).Member("learner"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)       // not JSON, or text that is not Unicode
        {
            throw ImportErrors.Damaged(Library, place, "it", "must be JSON", e.Message.TrimEnd('.'));
        }
    }

    /// <summary>The greatest 64-bit number that is below <paramref name="threshold"/> once rounded to 32 bits.</summary>
    internal static double Below(float threshold)
    {
        var lower = MathF.BitDecrement(threshold);
        var middle = float.IsFinite(lower) ? (lower / 2.0) + (threshold / 2.0) : -SingleOverflow;
        return (float)middle < threshold ? middle : Math.BitDecrement(middle);
    }

    private static ImportedTrees Read(JsonPlace learner)
    {
        var booster = learner.Member("gradient_booster");
        if (booster.Member("name") is var name && name.Text() != "gbtree")
        {
            throw name.NotOffered("must be gbtree");
        }

        var parameters = learner.Member("learner_model_param");
        var columns = parameters.Member("num_feature").Count(1);
        var names = Names(learner, columns);
        var (outputs, start) = Objective(learner, parameters);
        var tally = SplitTally.Of(columns);
        var trees = Trees(booster.Member("model"), columns, outputs, tally);
        var starts = new double[outputs];
        Array.Fill(starts, start);
        var ensemble = new TreeEnsemble(trees, starts, columns);
        return learner.Member("objective").Member("name").Text() == "reg:squarederror"
            ? new ImportedTrees(null, new BoostedRegressorModel(ensemble, tally, exponential: false, names))
            : new ImportedTrees(new BoostedClassifierModel(ensemble, tally, names), null);
    }

    private static string[] Names(JsonPlace learner, int columns)
    {
        if (!learner.Json.TryGetProperty("feature_names", out _))
        {
            return [];
        }

        var place = learner.Member("feature_names");
        string[] names = [.. place.Items().Select(item => item.Text())];
        return names.Length == 0 || names.Length == columns ? names : throw place.Damaged($"must be empty or name each of {columns.ToString(CultureInfo.InvariantCulture)} columns");
    }

    private static (int Outputs, double Start) Objective(JsonPlace learner, JsonPlace parameters)
    {
        var objective = learner.Member("objective").Member("name");
        var baseScore = parameters.Member("base_score");
        if (!float.TryParse(baseScore.Text().Trim('[', ']'), NumberStyles.Float, CultureInfo.InvariantCulture, out var start) || !float.IsFinite(start))
        {
            throw baseScore.Damaged("must be a finite number");
        }

        switch (objective.Text())
        {
            case "reg:squarederror":
                return (1, start);
            case "binary:logistic":
                return start is > 0 and < 1 ? (1, PortableMath.Log(start / (1.0 - start))) : throw baseScore.Damaged("must be a probability in (0, 1)");
            case "multi:softprob" or "multi:softmax":
                var classes = parameters.Member("num_class");
                return classes.Count(2) is > 2 and <= ushort.MaxValue and var count ? (count, start) : throw classes.NotOffered("must be in [3, 65535] for a softmax");
            default:
                throw objective.NotOffered("must be binary:logistic, multi:softprob, multi:softmax or reg:squarederror");
        }
    }

    private static BoostedTree[] Trees(JsonPlace model, int columns, int outputs, SplitTally tally)
    {
        var places = model.Member("trees").Items();
        var outputOf = model.Member("tree_info").Integers(places.Length);
        var byOutput = new List<BoostedTree>[outputs];
        for (var output = 0; output < outputs; output++)
        {
            byOutput[output] = [];
        }

        for (var i = 0; i < places.Length; i++)
        {
            if ((uint)outputOf[i] >= (uint)outputs)
            {
                throw model.Member("tree_info").Items()[i].Damaged($"must be below the number of scores, {outputs.ToString(CultureInfo.InvariantCulture)}");
            }

            byOutput[outputOf[i]].Add(ReadTree(places[i], columns, tally));
        }

        var rounds = byOutput.Max(trees => trees.Count);        // parallel trees of a class follow each other in the file; here classes take turns
        var nothing = new BoostedTree([BoostedNode.LeafOf(0)], []);
        var ordered = new BoostedTree[checked(rounds * outputs)];
        for (var i = 0; i < ordered.Length; i++)
        {
            var trees = byOutput[i % outputs];
            ordered[i] = i / outputs < trees.Count ? trees[i / outputs] : nothing;
        }

        return ordered;
    }

    /// <summary>The sum of second derivatives in each leaf, which is what XGBoost weighs nodes by.</summary>
    private static double[] Weights(JsonPlace hessians, int count, BoostedNode[] nodes, int[] numbers)
    {
        var sums = hessians.Singles(count);
        var weights = new double[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Feature == BoostedNode.Leaf)
            {
                weights[i] = sums[numbers[i]] >= 0 ? sums[numbers[i]] : throw hessians.Items()[numbers[i]].Damaged("must not be negative");
            }
        }

        return weights;
    }

    private static BoostedTree ReadTree(JsonPlace tree, int columns, SplitTally tally)
    {
        var left = tree.Member("left_children");
        var count = left.Items().Length;
        var lefts = left.Integers(count);
        var rights = tree.Member("right_children").Integers(count);
        var conditions = tree.Member("split_conditions").Singles(count);
        var features = tree.Member("split_indices").Integers(count);
        var defaults = tree.Member("default_left").Integers(count);
        var gains = tree.Member("loss_changes").Singles(count);
        if (tree.Json.TryGetProperty("split_type", out _) && Array.FindIndex(tree.Member("split_type").Integers(count), type => type != 0) is >= 0 and var categorical)
        {
            throw tree.Member("split_type").Items()[categorical].NotOffered("must be 0, a numeric split");
        }

        var (nodes, numbers) = ForeignTree.Order(0, count, Node, parent => left.Items() is { Length: > 0 } items
            ? items[parent].Damaged("and its right sibling must name nodes of the tree that have no other parent")
            : left.Damaged("must hold at least one node"));
        return new BoostedTree(nodes, [], tree.Json.TryGetProperty("sum_hessian", out _) ? Weights(tree.Member("sum_hessian"), count, nodes, numbers) : null);

        ForeignNode Node(int i)
        {
            if (lefts[i] == -1)
            {
                return new ForeignNode(BoostedNode.LeafOf(conditions[i]), -1, -1);
            }

            if ((uint)features[i] >= (uint)columns)
            {
                throw tree.Member("split_indices").Items()[i].Damaged($"must be a column in [0, {columns.ToString(CultureInfo.InvariantCulture)})");
            }

            tally.Add(features[i], gains[i]);
            var rule = defaults[i] != 0 ? NodeRules.MissingLeft : NodeRules.None;
            return new ForeignNode(new BoostedNode(Below(conditions[i]), features[i], 0, rule, 0), lefts[i], rights[i]);
        }
    }
}
