using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Bayes;

/// <summary>A fitted <see cref="GaussianNaiveBayes"/>: log p(class) + Σ log N(x; mean, variance), as probabilities.</summary>
public sealed class GaussianNaiveBayesModel : IClassifierModel
{
    private const double TwoPi = 6.283185307179586;
    private const double LeastVariance = 1e-300;
    private const int RowsAtOnce = 256;
    private readonly Matrix _means;
    private readonly Matrix _variances;
    private readonly double[] _priors;
    private readonly double[] _constants;
    private readonly Matrix _factors;

    internal GaussianNaiveBayesModel(Matrix means, Matrix variances, double[] priors)
    {
        (_means, _variances, _priors) = (means, variances, priors);
        _constants = new double[priors.Length];
        _factors = new Matrix(means.Rows, means.Columns);
        for (var i = 0; i < _constants.Length; i++)
        {
            _constants[i] = priors[i] > 0 ? PortableMath.Log(priors[i]) : 0;
            for (var column = 0; column < means.Columns; column++)
            {
                var variance = Math.Max(variances[i, column], LeastVariance);
                _constants[i] -= 0.5 * (PortableMath.Log(TwoPi) + PortableMath.Log(variance));
                _factors[i, column] = -0.5 / variance;
            }
        }
    }

    /// <inheritdoc/>
    public int InputColumns => _means.Columns;

    /// <inheritdoc/>
    public int ClassCount => _priors.Length;

    /// <summary>The mean of each class and column.</summary>
    public MatrixView Means => _means;

    /// <summary>The variance of each class and column, smoothing included.</summary>
    public MatrixView Variances => _variances;

    /// <summary>The prior of each class.</summary>
    public ReadOnlySpan<double> Priors => _priors;

    /// <summary>The part of each class's score that no row changes.</summary>
    internal ReadOnlySpan<double> Constants => _constants;

    /// <summary>−1 / 2 variance of each class and column.</summary>
    internal MatrixView Factors => _factors;

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(GaussianNaiveBayes));
        Require.Destination(destination, (long)x.Rows * ClassCount);
        Require.Finite(x);

        cancellationToken.ThrowIfCancellationRequested();
        for (var row = 0; row < x.Rows; row++)
        {
            if (row % RowsAtOnce == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var values = x.Row(row);
            var scores = destination.Slice(row * ClassCount, ClassCount);
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = Score(i, values);
            }

            LogScores.ToProbabilities(scores, _priors);
        }
    }

    private double Score(int index, ReadOnlySpan<double> values)
    {
        var means = _means.Row(index);
        var factors = _factors.Row(index);
        var sum = _constants[index];
        for (var i = 0; i < values.Length; i++)
        {
            var difference = values[i] - means[i];
            sum = Math.FusedMultiplyAdd(difference * factors[i], difference, sum);
        }

        return sum;
    }
}
