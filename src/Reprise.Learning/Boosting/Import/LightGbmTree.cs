namespace Reprise.Learning.Boosting.Import;

/// <summary>One tree of a LightGBM model file. Inner nodes are numbered from 0; a negative child −1 − i is leaf i.</summary>
internal static class LightGbmTree
{
    private const int Categorical = 1;
    private const int DefaultLeft = 2;
    private const int MissingShift = 2;
    private const int MissingIsNone = 0;
    private const int MissingIsZero = 1;
    private const int MissingIsNaN = 2;

    public static BoostedTree Read(LightGbmSection section, int columns, double factor, SplitTally tally)
    {
        var leaves = section.Integer("num_leaves", 1, int.MaxValue / 2);
        if (section.Has("is_linear") && section.Integer("is_linear", 0, 1) == 1)
        {
            throw section.NotOffered("is_linear", "must be 0: leaves hold numbers");
        }

        if (leaves == 1)
        {
            return new BoostedTree([BoostedNode.LeafOf(factor * section.Doubles("leaf_value", 1)[0])], []);
        }

        var values = section.Doubles("leaf_value", leaves);
        var inner = leaves - 1;
        var (lefts, rights) = (section.Integers("left_child", inner), section.Integers("right_child", inner));
        var (features, thresholds) = (section.Integers("split_feature", inner), section.Doubles("threshold", inner));
        var (decisions, gains) = (section.Integers("decision_type", inner), section.Doubles("split_gain", inner));
        var sets = new Sets(section);
        var (nodes, numbers) = ForeignTree.Order(
            0,
            inner + leaves,
            i => i >= inner ? new ForeignNode(BoostedNode.LeafOf(factor * values[i - inner]), -1, -1) : Node(i),
            parent => section.Damaged("left_child", "and right_child must name each node and leaf of the tree once", $"{lefts[parent]} and {rights[parent]}"));
        return new BoostedTree(nodes, sets.Words, section.Has("leaf_count") ? Weights() : null);

        double[] Weights()
        {
            var counts = section.Integers("leaf_count", leaves);
            if (Array.Exists(counts, count => count < 0))
            {
                throw section.Damaged("leaf_count", "must not be negative");
            }

            return Array.ConvertAll(numbers, number => number < inner ? 0.0 : counts[number - inner]);
        }

        ForeignNode Node(int i)
        {
            if ((uint)features[i] >= (uint)columns)
            {
                throw section.Damaged("split_feature", $"must hold columns in [0, {columns})", $"{features[i]}");
            }

            tally.Add(features[i], gains[i]);
            var node = (decisions[i] & Categorical) != 0
                ? new BoostedNode(0, features[i], 0, NodeRules.Categorical, sets.Add(thresholds[i]))
                : new BoostedNode(thresholds[i], features[i], 0, Rule(section, decisions[i], thresholds[i]), 0);
            return new ForeignNode(node, Number(lefts[i], inner), Number(rights[i], inner));
        }
    }

    /// <summary>Inner nodes first, leaves after them.</summary>
    private static int Number(int child, int inner) => child >= 0 ? (child < inner ? child : -1) : inner - (child + 1);

    private static NodeRules Rule(LightGbmSection section, int decision, double threshold)
    {
        var defaultRule = (decision & DefaultLeft) != 0 ? NodeRules.MissingLeft : NodeRules.None;
        return (decision >> MissingShift) switch
        {
            MissingIsNone => threshold >= 0 ? NodeRules.MissingLeft : NodeRules.None,        // NaN is read as 0
            MissingIsZero => defaultRule | NodeRules.ZeroIsMissing,
            MissingIsNaN => defaultRule,
            _ => throw section.Damaged("decision_type", "must have a missing type of none, zero or NaN", $"{decision}"),
        };
    }

    /// <summary>The tree's category sets: set i is words [boundaries[i], boundaries[i + 1]).</summary>
    private sealed class Sets
    {
        private readonly LightGbmSection _section;
        private readonly int[] _starts = [];

        public Sets(LightGbmSection section)
        {
            _section = section;
            var count = section.Integer("num_cat", 0, int.MaxValue - 1);
            if (count == 0)
            {
                return;
            }

            var boundaries = section.Integers("cat_boundaries", count + 1);
            for (var i = 0; i < count; i++)
            {
                if (boundaries[0] != 0 || boundaries[i + 1] < boundaries[i])
                {
                    throw section.Damaged("cat_boundaries", "must start at 0 and not fall");
                }
            }

            var bits = section.Bits("cat_threshold", boundaries[^1]);
            var words = new List<int>();
            _starts = new int[count];
            for (var i = 0; i < count; i++)
            {
                _starts[i] = words.Count;
                words.Add(boundaries[i + 1] - boundaries[i]);
                words.AddRange(bits[boundaries[i]..boundaries[i + 1]]);
            }

            Words = [.. words];
        }

        public int[] Words { get; } = [];

        public int Add(double threshold) =>
            threshold >= 0 && threshold < _starts.Length && double.IsInteger(threshold)
                ? _starts[(int)threshold]
                : throw _section.Damaged("threshold", $"of a categorical split must be a set in [0, {_starts.Length})", FormattableString.Invariant($"{threshold}"));
    }
}
