using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Linear;

/// <summary>A fitted <see cref="Lasso"/> or <see cref="ElasticNet"/>: x · coefficients + intercept.</summary>
public sealed class ElasticNetModel : IRegressorModel
{
    private readonly LinearScores _scores;

    internal ElasticNetModel(double[] coefficients, double intercept, int iterations, double gap, bool converged)
    {
        _scores = new LinearScores(coefficients, [intercept], coefficients.Length);
        (Iterations, DualityGap, Converged) = (iterations, gap, converged);
    }

    /// <inheritdoc/>
    public int InputColumns => _scores.Columns;

    /// <summary>A coefficient per column.</summary>
    public ReadOnlySpan<double> Coefficients => _scores.Coefficients.Values;

    /// <summary>The value of a row of zeros.</summary>
    public double Intercept => _scores.Intercepts[0];

    /// <summary>Passes over the coefficients.</summary>
    public int Iterations { get; }

    /// <summary>How far the objective can at most be from its minimum.</summary>
    public double DualityGap { get; }

    /// <summary>Whether the gap became as small as asked for.</summary>
    public bool Converged { get; }

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default) =>
        _scores.Predict(x, destination, nameof(ElasticNet), cancellationToken);
}
