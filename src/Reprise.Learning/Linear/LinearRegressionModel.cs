using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Linear;

/// <summary>A fitted <see cref="LinearRegression"/> or <see cref="Ridge"/>: x · coefficients + intercept.</summary>
public sealed class LinearRegressionModel : IRegressorModel
{
    private readonly LinearScores _scores;

    internal LinearRegressionModel(double[] coefficients, double intercept) => _scores = new LinearScores(coefficients, [intercept], coefficients.Length);

    /// <inheritdoc/>
    public int InputColumns => _scores.Columns;

    /// <summary>A coefficient per column.</summary>
    public ReadOnlySpan<double> Coefficients => _scores.Coefficients.Values;

    /// <summary>The value of a row of zeros.</summary>
    public double Intercept => _scores.Intercepts[0];

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default) =>
        _scores.Predict(x, destination, nameof(LinearRegression), cancellationToken);
}
