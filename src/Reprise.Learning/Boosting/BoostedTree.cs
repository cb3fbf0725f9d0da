namespace Reprise.Learning.Boosting;

/// <summary>One fitted tree: flat nodes, the root first, and the category sets of its categorical nodes.</summary>
/// <param name="nodes">Nodes; children after parents and side by side.</param>
/// <param name="sets">Per categorical node the number of 32-bit words, then a bit per category.</param>
/// <param name="weights">Per node that is a leaf the weight of the training rows it holds; null where that is not known.</param>
internal sealed class BoostedTree(BoostedNode[] nodes, int[] sets, double[]? weights = null)
{
    /// <summary>|x| up to this counts as zero where zero is missing, as in LightGBM.</summary>
    private const double Zero = 1e-35f;

    /// <summary>Nodes, the root first.</summary>
    public ReadOnlySpan<BoostedNode> Nodes => nodes;

    /// <summary>Category sets.</summary>
    public ReadOnlySpan<int> Sets => sets;

    /// <summary>Per leaf node the weight of its training rows, 0 for inner nodes; empty where that is not known.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>Whether an inner node sends this value of its column left.</summary>
    public bool GoesLeft(int node, double x) => IsLeft(in nodes[node], x);

    /// <summary>The value of the leaf a row falls into.</summary>
    public double Evaluate(ReadOnlySpan<double> row)
    {
        var table = nodes;
        ref readonly var node = ref table[0];
        while (node.Feature >= 0)
        {
            var x = row[node.Feature];
            var left = x <= node.Value;
            if (node.Rule > NodeRules.MissingLeft || double.IsNaN(x))
            {
                left = IsLeft(in node, x);
            }

            node = ref table[left ? node.Child : node.Child + 1];
        }

        return node.Value;
    }

    private bool IsLeft(in BoostedNode node, double x)
    {
        var missingLeft = (node.Rule & NodeRules.MissingLeft) != 0;
        if ((node.Rule & NodeRules.Categorical) != 0)
        {
            return Contains(node.Set, x) ? !missingLeft : missingLeft;
        }

        return double.IsNaN(x) || ((node.Rule & NodeRules.ZeroIsMissing) != 0 && Math.Abs(x) <= Zero) ? missingLeft : x <= node.Value;
    }

    private bool Contains(int set, double x)
    {
        if (!(x > -1 && x < int.MaxValue))
        {
            return false;
        }

        var category = (int)x;
        return category >> 5 < sets[set] && ((sets[set + 1 + (category >> 5)] >> (category & 31)) & 1) != 0;
    }
}
