using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Linear;

/// <summary>A fitted <see cref="LinearSvmRegressor"/>: x · coefficients + intercept.</summary>
public sealed class LinearSvmRegressorModel : IRegressorModel
{
    private readonly LinearScores _scores;

    internal LinearSvmRegressorModel(double[] coefficients, double intercept, int iterations, bool converged)
    {
        _scores = new LinearScores(coefficients, [intercept], coefficients.Length);
        (Iterations, Converged) = (iterations, converged);
    }

    /// <inheritdoc/>
    public int InputColumns => _scores.Columns;

    /// <summary>A coefficient per column.</summary>
    public ReadOnlySpan<double> Coefficients => _scores.Coefficients.Values;

    /// <summary>The value of a row of zeros.</summary>
    public double Intercept => _scores.Intercepts[0];

    /// <summary>Passes over the rows.</summary>
    public int Iterations { get; }

    /// <summary>Whether <see cref="LinearSvmRegressor.Tolerance"/> was reached; otherwise scale the columns or allow more iterations.</summary>
    public bool Converged { get; }

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default) =>
        _scores.Predict(x, destination, nameof(LinearSvmRegressor), cancellationToken);
}
