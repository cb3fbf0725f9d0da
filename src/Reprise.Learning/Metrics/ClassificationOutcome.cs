using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Metrics;

/// <summary>Rows with their true classes and predicted probabilities: what every metric reads.</summary>
public sealed class ClassificationOutcome
{
    private readonly int[] _truth;
    private readonly int[] _predicted;
    private readonly double[] _weights;

    /// <summary>Takes copies; the most probable class of each row is its prediction.</summary>
    /// <param name="truth">A class index per row, at least one row.</param>
    /// <param name="probabilities">Rows × classes.</param>
    /// <param name="classes">The labels, in the order of the indices.</param>
    /// <param name="weights">What each row counts in every metric; empty for 1 each.</param>
    /// <exception cref="ArgumentException">There are no rows, they differ, or a class index is not that of a class.</exception>
    public ClassificationOutcome(ReadOnlySpan<int> truth, MatrixView probabilities, IReadOnlyList<string> classes, ReadOnlySpan<double> weights = default)
    {
        Require.SameRows(probabilities, truth.Length);
        Require.Columns(probabilities, classes?.Count ?? throw new ArgumentNullException(nameof(classes)), nameof(ClassificationOutcome));
        _truth = truth.ToArray();
        _predicted = EstimatorModelExtensions.MostProbable(probabilities);
        Probabilities = probabilities;
        _weights = weights.ToArray();
        Confusion = ConfusionMatrix.Of(_truth, _predicted, classes, weights);
    }

    /// <summary>The labels, in the order of the indices and of the probabilities' columns.</summary>
    public IReadOnlyList<string> Classes => Confusion.Classes;

    /// <summary>The true class index per row.</summary>
    public ReadOnlySpan<int> Truth => _truth;

    /// <summary>The predicted class index per row.</summary>
    public ReadOnlySpan<int> Predicted => _predicted;

    /// <summary>What each row counts; empty when all count 1.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Rows × classes.</summary>
    public MatrixView Probabilities { get; }

    /// <summary>The counts of true and predicted classes.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>The outcome of some rows (0-based, repeats allowed).</summary>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public ClassificationOutcome TakeRows(ReadOnlySpan<int> rows)
    {
        var (truth, weights) = (new int[rows.Length], new double[_weights.Length == 0 ? 0 : rows.Length]);
        for (var i = 0; i < truth.Length; i++)
        {
            truth[i] = _truth[rows[i]];
            if (weights.Length > 0)
            {
                weights[i] = _weights[rows[i]];
            }
        }

        return new ClassificationOutcome(truth, Probabilities.TakeRows(rows), Classes, weights);
    }
}
