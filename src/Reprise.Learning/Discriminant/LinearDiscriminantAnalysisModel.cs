using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Bayes;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Discriminant;

/// <summary>A fitted <see cref="LinearDiscriminantAnalysis"/>: the soft maximum of linear scores.</summary>
public sealed class LinearDiscriminantAnalysisModel : IClassifierModel
{
    private const int RowsAtOnce = 256;
    private readonly Matrix _coefficients;
    private readonly double[] _intercepts;
    private readonly double[] _priors;
    private readonly Matrix _means;

    internal LinearDiscriminantAnalysisModel(Matrix coefficients, double[] intercepts, double[] priors, Matrix means) =>
        (_coefficients, _intercepts, _priors, _means) = (coefficients, intercepts, priors, means);

    /// <inheritdoc/>
    public int InputColumns => _coefficients.Columns;

    /// <inheritdoc/>
    public int ClassCount => _intercepts.Length;

    /// <summary>Factors of the columns in each class's score, classes × columns. Of two classes scikit-learn keeps the difference, second less first.</summary>
    public MatrixView Coefficients => _coefficients;

    /// <summary>What is added to each class's score; 0 for a class whose prior is 0, which is never predicted.</summary>
    public ReadOnlySpan<double> Intercepts => _intercepts;

    /// <summary>The prior of each class.</summary>
    public ReadOnlySpan<double> Priors => _priors;

    /// <summary>The mean of each class in training, classes × columns.</summary>
    public MatrixView Means => _means;

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(LinearDiscriminantAnalysis));
        Require.Destination(destination, (long)x.Rows * ClassCount);
        Require.Finite(x);

        cancellationToken.ThrowIfCancellationRequested();
        for (var row = 0; row < x.Rows; row++)
        {
            if (row % RowsAtOnce == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var scores = destination.Slice(row * ClassCount, ClassCount);
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = Vectors.Dot(x.Row(row), _coefficients.Row(i)) + _intercepts[i];
            }

            LogScores.ToProbabilities(scores, _priors);
        }
    }
}
