using Reprise.Learning.Explanation;

namespace Reprise.Learning.Tests.Explanation;

/// <summary>Shapley values by their definition: every subset of the features, each tree's path-dependent expectation.</summary>
internal static class BruteShapley
{
    /// <summary>Features × leaf values of one tree and one row.</summary>
    public static double[] Of(ShapTree tree, double[] row, int outputs)
    {
        var (columns, left) = (row.Length, new bool[tree.NodeCount]);
        tree.Decide(row, left);
        var games = new double[1 << columns][];
        for (var set = 0; set < games.Length; set++)
        {
            games[set] = new double[outputs];
            Expect(tree, left, set, 0, 1, games[set].AsSpan(tree.FirstOutput));
        }

        var values = new double[columns * outputs];
        for (var feature = 0; feature < columns; feature++)
        {
            for (var set = 0; set < games.Length; set++)
            {
                if ((set >> feature & 1) != 0)
                {
                    continue;
                }

                var size = int.PopCount(set);
                var weight = Factorial(size) * Factorial(columns - size - 1) / Factorial(columns);
                for (var output = 0; output < outputs; output++)
                {
                    values[(feature * outputs) + output] += weight * (games[set | 1 << feature][output] - games[set][output]);
                }
            }
        }

        return values;
    }

    private static void Expect(ShapTree tree, bool[] left, int known, int node, double weight, Span<double> sums)
    {
        var feature = tree.Features[node];
        if (feature < 0)
        {
            var leaf = tree.Values(node);
            for (var i = 0; i < leaf.Length; i++)
            {
                sums[i] += weight * leaf[i];
            }

            return;
        }

        var child = tree.Children[node];
        if ((known >> feature & 1) != 0)
        {
            Expect(tree, left, known, left[node] ? child : child + 1, weight, sums);
            return;
        }

        Expect(tree, left, known, child, weight * tree.Shares[child], sums);
        Expect(tree, left, known, child + 1, weight * tree.Shares[child + 1], sums);
    }

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}
