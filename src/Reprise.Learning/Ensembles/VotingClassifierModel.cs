using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Ensembles;

/// <summary>A fitted <see cref="VotingClassifier"/>.</summary>
public sealed class VotingClassifierModel : IClassifierModel
{
    private readonly double[] _shares;

    internal VotingClassifierModel(IReadOnlyList<IClassifierModel> models, double[] shares, bool soft) => (Models, _shares, IsSoft) = (models, shares, soft);

    /// <summary>The fitted members, in order.</summary>
    public IReadOnlyList<IClassifierModel> Models { get; }

    /// <summary>What each member's vote counts; they sum to 1.</summary>
    public ReadOnlySpan<double> Shares => _shares;

    /// <summary>Whether probabilities are averaged, or votes counted.</summary>
    public bool IsSoft { get; }

    /// <inheritdoc/>
    public int InputColumns => Models[0].InputColumns;

    /// <inheritdoc/>
    public int ClassCount => Models[0].ClassCount;

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(VotingClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);

        destination.Clear();
        for (var i = 0; i < Models.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var votes = Models[i].PredictProbabilities(x, cancellationToken);
            if (!IsSoft)
            {
                var labels = EstimatorModelExtensions.MostProbable(votes);
                votes.Values.Clear();
                for (var row = 0; row < labels.Length; row++)
                {
                    votes[row, labels[row]] = 1;
                }
            }

            var values = votes.Values;
            for (var at = 0; at < destination.Length; at++)
            {
                destination[at] += _shares[i] * values[at];
            }
        }

        foreach (ref var probability in destination)
        {
            probability = Math.Min(probability, 1);                  // a sum of shares may round above 1
        }
    }
}
