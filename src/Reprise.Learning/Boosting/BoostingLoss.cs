namespace Reprise.Learning.Boosting;

/// <summary>A loss over rows: where scores start, its derivatives by score, and its mean.</summary>
/// <param name="rows">Number of rows.</param>
/// <param name="weights">A weight per row; empty for 1 each.</param>
internal abstract class BoostingLoss(int rows, double[] weights)
{
    private const int Block = 2048;

    /// <summary>Number of rows.</summary>
    public int Rows => rows;

    /// <summary>Scores per row.</summary>
    public virtual int Outputs => 1;

    /// <summary>Whether leaves take their value from <see cref="LeafValue"/>, not from the derivatives.</summary>
    public virtual bool HasLeafValues => false;

    /// <summary>The constant scores that are best.</summary>
    public abstract double[] Starts();

    /// <summary>Writes the derivatives of all rows, an array per output.</summary>
    public void Derivatives(double[][] scores, double[][] first, double[][] second, ParallelOptions parallel) =>
        Parallel.For(0, (rows + Block - 1) / Block, parallel, block =>
        {
            var (from, to) = (block * Block, Math.Min(rows, (block + 1) * Block));
            Derivatives(scores, first, second, from, to);
            if (weights.Length > 0)
            {
                for (var k = 0; k < first.Length; k++)
                {
                    for (var row = from; row < to; row++)
                    {
                        first[k][row] *= weights[row];
                        second[k][row] *= weights[row];
                    }
                }
            }
        });

    /// <summary>The weighted mean loss, for early stopping.</summary>
    public double Mean(double[][] scores)
    {
        var (sum, all) = (0.0, 0.0);
        for (var row = 0; row < rows; row++)
        {
            sum += Weight(row) * Of(scores, row);
            all += Weight(row);
        }

        return sum / all;
    }

    /// <summary>The best value of a leaf before the learning rate.</summary>
    public virtual double LeafValue(ReadOnlySpan<int> leaf, double[] scores) => 0;

    /// <summary>The sum of the weights of some rows.</summary>
    public double WeightOf(ReadOnlySpan<int> some)
    {
        if (weights.Length == 0)
        {
            return some.Length;
        }

        var sum = 0.0;
        foreach (var row in some)
        {
            sum += weights[row];
        }

        return sum;
    }

    /// <summary>The loss of one row.</summary>
    protected abstract double Of(double[][] scores, int row);

    /// <summary>Writes unweighted derivatives of rows [from, to).</summary>
    protected abstract void Derivatives(double[][] scores, double[][] first, double[][] second, int from, int to);

    /// <summary>The weight of a row.</summary>
    protected double Weight(int row) => weights.Length == 0 ? 1 : weights[row];
}
