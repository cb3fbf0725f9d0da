using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Bayes;

/// <summary>Weight, means and population variances of each class, in two passes.</summary>
/// <param name="Totals">Sum of weights per class.</param>
/// <param name="Means">Classes × columns; 0 for a class of no weight.</param>
/// <param name="Variances">Classes × columns; 0 for a class of no weight.</param>
internal sealed record WeightedMoments(double[] Totals, Matrix Means, Matrix Variances)
{
    /// <summary>Moments of rows by class; empty weights count 1 each.</summary>
    public static WeightedMoments Of(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights)
    {
        var moments = new WeightedMoments(new double[classes], new Matrix(classes, x.Columns), new Matrix(classes, x.Columns));
        for (var row = 0; row < x.Rows; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            moments.Totals[y[row]] += weight;
            Vectors.AddScaled(weight, x.Row(row), moments.Means.Row(y[row]));
        }

        moments.Divide(moments.Means);
        for (var row = 0; row < x.Rows; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            var values = x.Row(row);
            var means = moments.Means.Row(y[row]);
            var variances = moments.Variances.Row(y[row]);
            for (var i = 0; i < values.Length; i++)
            {
                var difference = values[i] - means[i];
                variances[i] = Math.FusedMultiplyAdd(weight * difference, difference, variances[i]);
            }
        }

        moments.Divide(moments.Variances);
        return moments;
    }

    private void Divide(Matrix sums)
    {
        for (var i = 0; i < Totals.Length; i++)
        {
            foreach (ref var value in sums.Row(i))
            {
                value = Totals[i] > 0 ? value / Totals[i] : 0;
            }
        }
    }
}
