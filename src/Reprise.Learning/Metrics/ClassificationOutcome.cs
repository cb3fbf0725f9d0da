using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Metrics;

/// <summary>Rows with their true classes and predicted probabilities: what every metric reads.</summary>
public sealed class ClassificationOutcome
{
    private readonly int[] _truth;
    private readonly int[] _predicted;

    /// <summary>Takes copies; the most probable class of each row is its prediction.</summary>
    /// <exception cref="ArgumentException">There are no rows, they differ, or a class index is not that of a class.</exception>
    public ClassificationOutcome(ReadOnlySpan<int> truth, MatrixView probabilities, IReadOnlyList<string> classes)
    {
        Require.SameRows(probabilities, truth.Length);
        Require.Columns(probabilities, classes?.Count ?? throw new ArgumentNullException(nameof(classes)), nameof(ClassificationOutcome));
        _truth = truth.ToArray();
        _predicted = EstimatorModelExtensions.MostProbable(probabilities);
        Probabilities = probabilities;
        Confusion = ConfusionMatrix.Of(_truth, _predicted, classes);
    }

    /// <summary>The labels, in the order of the indices and of the probabilities' columns.</summary>
    public IReadOnlyList<string> Classes => Confusion.Classes;

    /// <summary>The true class index per row.</summary>
    public ReadOnlySpan<int> Truth => _truth;

    /// <summary>The predicted class index per row.</summary>
    public ReadOnlySpan<int> Predicted => _predicted;

    /// <summary>Rows × classes.</summary>
    public MatrixView Probabilities { get; }

    /// <summary>The counts of true and predicted classes.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>The outcome of some rows (0-based, repeats allowed).</summary>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public ClassificationOutcome TakeRows(ReadOnlySpan<int> rows)
    {
        var truth = new int[rows.Length];
        for (var i = 0; i < truth.Length; i++)
        {
            truth[i] = _truth[rows[i]];
        }

        return new ClassificationOutcome(truth, Probabilities.TakeRows(rows), Classes);
    }
}
