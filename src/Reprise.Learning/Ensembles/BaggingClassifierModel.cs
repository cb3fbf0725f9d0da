using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Ensembles;

/// <summary>A fitted <see cref="BaggingClassifier"/>: the mean of its members' probabilities.</summary>
public sealed class BaggingClassifierModel : IClassifierModel
{
    internal BaggingClassifierModel(IReadOnlyList<IClassifierModel> models, int[][] columns, int inputColumns) =>
        (Models, MemberColumns, InputColumns) = (models, columns, inputColumns);

    /// <summary>The fitted members, in order.</summary>
    public IReadOnlyList<IClassifierModel> Models { get; }

    /// <inheritdoc/>
    public int InputColumns { get; }

    /// <inheritdoc/>
    public int ClassCount => Models[0].ClassCount;

    /// <summary>The columns each member sees, ascending.</summary>
    internal int[][] MemberColumns { get; }

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(BaggingClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);
        Require.Finite(x);                                           // a member may not see every column

        destination.Clear();
        for (var i = 0; i < Models.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<double> values = Models[i].PredictProbabilities(BaggingDraws.Take(x, MemberColumns[i]), cancellationToken).Values;
            for (var at = 0; at < destination.Length; at++)
            {
                destination[at] += values[at];
            }
        }

        foreach (ref var probability in destination)
        {
            probability = Math.Min(probability / Models.Count, 1);
        }
    }
}
