using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Linear;

/// <summary>A fitted <see cref="LogisticRegression"/>. Classes without rows in training have probability 0.</summary>
public sealed class LogisticRegressionModel : IClassifierModel
{
    private readonly LinearScores _scores;
    private readonly int[] _classes;

    internal LogisticRegressionModel(double[] coefficients, double[] intercepts, int[] classes, int columns, int classCount, int iterations, bool converged)
    {
        _scores = new LinearScores(coefficients, intercepts, columns);
        (_classes, ClassCount, Iterations, Converged) = (classes, classCount, iterations, converged);
    }

    /// <inheritdoc/>
    public int InputColumns => _scores.Columns;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>The classes that had rows in training, ascending.</summary>
    public ReadOnlySpan<int> Classes => _classes;

    /// <summary>A row of coefficients per class of <see cref="Classes"/>; of two classes one row, for the second against the first.</summary>
    public MatrixView Coefficients => _scores.Coefficients;

    /// <summary>An intercept per row of <see cref="Coefficients"/>.</summary>
    public ReadOnlySpan<double> Intercepts => _scores.Intercepts;

    /// <summary>Iterations of the minimisation.</summary>
    public int Iterations { get; }

    /// <summary>Whether the gradient became as small as <see cref="LogisticRegression.Tolerance"/> asks; otherwise scale the columns or allow more iterations.</summary>
    public bool Converged { get; }

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(LogisticRegression));
        Require.Destination(destination, (long)x.Rows * ClassCount);
        Require.Finite(x);

        destination.Clear();
        var outputs = _scores.Outputs;
        var scores = new double[LinearScores.BlockRows * outputs];
        var probabilities = new double[_classes.Length];
        for (var start = 0; start < x.Rows; start += LinearScores.BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(LinearScores.BlockRows, x.Rows - start);
            _scores.Write(x, start, count, scores);
            for (var i = 0; i < count; i++)
            {
                Softmax.Probabilities(scores.AsSpan(i * outputs, outputs), probabilities);
                for (var at = 0; at < probabilities.Length; at++)
                {
                    destination[((start + i) * ClassCount) + _classes[at]] = probabilities[at];
                }
            }
        }
    }
}
