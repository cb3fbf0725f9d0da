using System.Collections.Concurrent;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Boosting;

/// <summary>Boosts trees on binned data, round after round; several outputs grow their trees side by side.</summary>
internal sealed class HistogramBooster
{
    private readonly MatrixView _x;
    private readonly BoostingLoss _loss;
    private readonly BoostingPlan _plan;
    private readonly Rng _rng;
    private readonly ParallelOptions _outer;
    private readonly BinnedData _data;
    private readonly double[][] _scores;
    private readonly double[][] _first;
    private readonly double[][] _second;
    private readonly PackedGradients[] _packed;
    private readonly SplitTally[] _tallies;
    private readonly ConcurrentBag<TreeGrower> _growers = [];
    private readonly ParallelOptions _inner;

    public HistogramBooster(MatrixView x, BoostingLoss loss, BoostingPlan plan, CancellationToken cancellationToken)
    {
        (_x, _loss, _plan) = (x, loss, plan);
        _rng = new Rng((ulong)plan.Seed);
        _outer = new ParallelOptions { MaxDegreeOfParallelism = plan.Workers, CancellationToken = cancellationToken };
        _inner = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, plan.Workers / loss.Outputs) };
        _data = Binning.Of(x, plan.Categorical, plan.MaxBins, _rng.Fork(0), _outer, plan.Owner);
        Starts = loss.Starts();
        _scores = Array.ConvertAll(Starts, start =>
        {
            var scores = new double[x.Rows];
            Array.Fill(scores, start);
            return scores;
        });
        _first = Arrays();
        _second = Arrays();
        _packed = Array.ConvertAll(_scores, _ => new PackedGradients(x.Rows));
        _tallies = Array.ConvertAll(_scores, _ => SplitTally.Of(x.Columns));
    }

    /// <summary>Scores before the first tree.</summary>
    public double[] Starts { get; }

    /// <summary>Boosts one round and returns its trees, one per output, with what their splits gained.</summary>
    public (BoostedTree[] Trees, SplitTally Tally) Next(int round)
    {
        _outer.CancellationToken.ThrowIfCancellationRequested();
        _loss.Derivatives(_scores, _first, _second, _outer);
        var trees = new BoostedTree[_loss.Outputs];
        if (trees.Length == 1)
        {
            trees[0] = Grow(round, 0);
        }
        else
        {
            Parallel.For(0, trees.Length, _outer, output => trees[output] = Grow(round, output));
        }

        var tally = SplitTally.Of(_x.Columns);
        foreach (var part in _tallies)
        {
            tally.Add(part);
        }

        return (trees, tally);
    }

    private double[][] Arrays() => Array.ConvertAll(_scores, scores => new double[scores.Length]);

    private BoostedTree Grow(int round, int output)
    {
        var rng = _rng.Fork(1 + ((ulong)round * (ulong)_loss.Outputs) + (ulong)output);
        var tally = _tallies[output] = SplitTally.Of(_x.Columns);
        if (!_growers.TryTake(out var grower))
        {
            grower = new TreeGrower(_data, _plan.Rules, _inner);
        }

        var inBag = Draw(grower.Partition.Rows, rng);
        var columns = DrawColumns(rng);
        if (inBag < _x.Rows)
        {
            // What is left out must not take part in the scale either: it is no row of this tree.
            foreach (var row in grower.Partition.Rows.AsSpan(inBag))
            {
                (_first[output][row], _second[output][row]) = (0, 0);
            }
        }

        if (!_packed[output].Fill(_first[output], _second[output], _inner))
        {
            _growers.Add(grower);
            return new BoostedTree([BoostedNode.LeafOf(0)], []);
        }

        var tree = grower.Grow(_packed[output], inBag, columns, tally);
        tree = WithLeaves(tree, grower, output);

        AddToScores(tree, grower, inBag, _scores[output]);
        _growers.Add(grower);
        return tree;
    }

    /// <summary>Puts the rows of the tree first, both parts in ascending order; returns how many they are.</summary>
    private int Draw(int[] rows, Rng rng)
    {
        var count = Math.Max(1, (int)(_plan.RowSubsample * rows.Length));
        var (taken, left) = (0, count);
        for (var row = 0; row < rows.Length; row++)
        {
            rows[count == rows.Length || rng.NextInt32(rows.Length - row) < count - taken ? taken++ : left++] = row;
        }

        return count;
    }

    private bool[] DrawColumns(Rng rng)
    {
        var columns = new bool[_x.Columns];
        var order = new int[columns.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var count = Math.Max(1, (int)(_plan.ColumnSubsample * columns.Length));
        if (count < columns.Length)
        {
            rng.Shuffle(order.AsSpan());
        }

        foreach (var column in order.AsSpan(0, count))
        {
            columns[column] = true;
        }

        return columns;
    }

    /// <summary>The tree with the weights of its leaves, and with their values where the loss has its own.</summary>
    private BoostedTree WithLeaves(BoostedTree tree, TreeGrower grower, int output)
    {
        var nodes = tree.Nodes.ToArray();
        var weights = new double[nodes.Length];
        foreach (var leaf in grower.Leaves)
        {
            var rows = grower.Partition.Rows.AsSpan(leaf.Start, leaf.Count);
            weights[leaf.Index] = _loss.WeightOf(rows);
            if (_loss.HasLeafValues)
            {
                var value = Math.Min(Math.Max(_loss.LeafValue(rows, _scores[output]), leaf.Lower), leaf.Upper);
                nodes[leaf.Index] = BoostedNode.LeafOf(_plan.Rules.LearningRate * value);
            }
        }

        return new BoostedTree(nodes, tree.Sets.ToArray(), weights);
    }

    private void AddToScores(BoostedTree tree, TreeGrower grower, int inBag, double[] scores)
    {
        var rows = grower.Partition.Rows;
        foreach (var leaf in grower.Leaves)
        {
            var value = tree.Nodes[leaf.Index].Value;
            foreach (var row in rows.AsSpan(leaf.Start, leaf.Count))
            {
                scores[row] += value;
            }
        }

        foreach (var row in rows.AsSpan(inBag))
        {
            scores[row] += tree.Evaluate(_x.Row(row));
        }
    }
}
