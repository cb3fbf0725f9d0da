using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing.Powers;

namespace Reprise.Learning.Preprocessing;

/// <summary>Makes each column more like a normal distribution by the power transform whose λ has the greatest likelihood.</summary>
/// <remarks>
/// Yeo and Johnson (2000), Box and Cox (1964); λ by Brent's method from the bracket (−2, 2), as scikit-learn finds it. A constant column keeps λ = 1.
/// O(rows · columns · iterations), about 25 iterations. Immutable; safe to share between threads.
/// </remarks>
public sealed record PowerTransformer : ITransformer<PowerTransformerModel>
{
    /// <summary>The family of transforms. Default <see cref="PowerMethod.YeoJohnson"/>, which takes any sign of x.</summary>
    public PowerMethod Method { get; init; }

    /// <summary>Whether the transformed columns are scaled to mean 0 and deviation 1. Default true.</summary>
    public bool Standardize { get; init; } = true;

    /// <inheritdoc/>
    public PowerTransformerModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.Defined(Method, nameof(PowerTransformer));
        Require.NotEmpty(x, nameof(PowerTransformer));
        Require.Finite(x);
        if (Method == PowerMethod.BoxCox)
        {
            BoxCox.RequirePositive(x);
        }

        var lambdas = new double[x.Columns];
        var centres = new double[x.Columns];
        var scales = new double[x.Columns];
        var column = new double[x.Rows];
        var transformed = new double[x.Rows];
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x.CopyColumn(i, column);
            lambdas[i] = Lambda(column, transformed)
                ?? throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"`{nameof(PowerTransformer)}` finds no λ for column {i} of x: its likelihood has no maximum. Its values span [{column.Min()}, {column.Max()}]; scale or drop the column."),
                    nameof(x));
            scales[i] = 1;
            if (Standardize)
            {
                for (var row = 0; row < column.Length; row++)
                {
                    transformed[row] = Method == PowerMethod.BoxCox ? BoxCox.Transform(column[row], lambdas[i]) : YeoJohnson.Transform(column[row], lambdas[i]);
                }

                var (mean, variance) = ColumnStatistics.MeanAndVariance(transformed);
                centres[i] = mean;
                scales[i] = ColumnStatistics.SafeDeviation(mean, variance, x.Rows);
                ColumnStatistics.RequireFinite(mean, variance, i, nameof(PowerTransformer));
            }
        }

        return Method == PowerMethod.BoxCox ? new BoxCoxModel(lambdas, centres, scales) : new YeoJohnsonModel(lambdas, centres, scales);
    }

    private double? Lambda(double[] column, double[] scratch)
    {
        if (!column.AsSpan().ContainsAnyExcept(column[0]))
        {
            return 1;
        }

        if (Method == PowerMethod.BoxCox)
        {
            var logs = BoxCox.Logs(column);
            var sum = BoxCox.LogJacobian(logs);
            return BrentMinimizer.Minimize(lambda => BoxCox.NegativeLogLikelihood(logs, sum, lambda, scratch), -2, 2);
        }

        var logJacobian = YeoJohnson.LogJacobian(column);
        return BrentMinimizer.Minimize(lambda => YeoJohnson.NegativeLogLikelihood(column, logJacobian, lambda, scratch), -2, 2);
    }
}
