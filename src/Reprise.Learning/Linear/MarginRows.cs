using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Linear;

/// <summary>Rows with a constant column appended in thought, their squared lengths and what an error in each costs.</summary>
internal sealed class MarginRows
{
    /// <param name="x">Rows that count.</param>
    /// <param name="weights">A weight above 0 per row; empty for 1 each.</param>
    /// <param name="c">The cost of an error in a row of weight 1.</param>
    /// <param name="constant">Value of the appended column; 0 for no intercept.</param>
    /// <param name="owner">The estimator, for messages.</param>
    /// <exception cref="ArgumentException">The squared length of a row, or a cost, is out of the range of a double.</exception>
    public MarginRows(MatrixView x, ReadOnlySpan<double> weights, double c, double constant, string owner)
    {
        (X, Constant) = (x, constant);
        (Squares, Costs) = (new double[x.Rows], new double[x.Rows]);
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            Squares[row] = Vectors.Dot(values, values) + (constant * constant);
            Costs[row] = c * (weights.IsEmpty ? 1 : weights[row]);
            if (!double.IsFinite(Squares[row] * 4) || !double.IsFinite(Costs[row]) || !double.IsFinite(0.5 / Costs[row]))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Row {row} of `{owner}` has a squared length of {Squares[row]:G3} and a cost of {Costs[row]:G3}, too far from 1 to compute with. Scale x and the weights before this step."),
                    nameof(x));
            }
        }
    }

    public MatrixView X { get; }

    public double Constant { get; }

    public double[] Squares { get; }

    public double[] Costs { get; }
}
