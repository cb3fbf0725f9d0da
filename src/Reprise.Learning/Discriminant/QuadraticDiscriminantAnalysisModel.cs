using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Bayes;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Discriminant;

/// <summary>A fitted <see cref="QuadraticDiscriminantAnalysis"/>: log prior − ½ log det covariance − ½ squared Mahalanobis distance, as probabilities.</summary>
public sealed class QuadraticDiscriminantAnalysisModel : IClassifierModel
{
    private readonly Matrix _means;
    private readonly Matrix[] _whitenings;
    private readonly double[] _logDeterminants;
    private readonly double[] _priors;

    internal QuadraticDiscriminantAnalysisModel(Matrix means, Matrix[] whitenings, double[] logDeterminants, double[] priors) =>
        (_means, _whitenings, _logDeterminants, _priors) = (means, whitenings, logDeterminants, priors);

    /// <inheritdoc/>
    public int InputColumns => _means.Columns;

    /// <inheritdoc/>
    public int ClassCount => _priors.Length;

    /// <summary>The mean of each class, classes × columns.</summary>
    public MatrixView Means => _means;

    /// <summary>The prior of each class.</summary>
    public ReadOnlySpan<double> Priors => _priors;

    internal ReadOnlySpan<double> LogDeterminants => _logDeterminants;

    internal ReadOnlySpan<Matrix> Whitenings => _whitenings;

    /// <inheritdoc/>
    /// <remarks>O(rows · classes · columns²).</remarks>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(QuadraticDiscriminantAnalysis));
        Require.Destination(destination, (long)x.Rows * ClassCount);
        Require.Finite(x);

        cancellationToken.ThrowIfCancellationRequested();
        var values = new double[InputColumns];
        for (var row = 0; row < x.Rows; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var scores = destination.Slice(row * ClassCount, ClassCount);
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = _priors[i] > 0 ? PortableMath.Log(_priors[i]) - (0.5 * (_logDeterminants[i] + Distance(i, x.Row(row), values))) : 0;
            }

            LogScores.ToProbabilities(scores, _priors);
        }
    }

    private double Distance(int index, ReadOnlySpan<double> row, double[] values)
    {
        row.CopyTo(values);
        Vectors.AddScaled(-1, _means.Row(index), values);
        var whitening = _whitenings[index];
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var along = Vectors.Dot(values, whitening.Row(i));
            sum = Math.FusedMultiplyAdd(along, along, sum);
        }

        return sum;
    }
}
