using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Ensembles;

/// <summary>A fitted <see cref="VotingRegressor"/>.</summary>
public sealed class VotingRegressorModel : IRegressorModel
{
    private readonly double[] _shares;

    internal VotingRegressorModel(IReadOnlyList<IRegressorModel> models, double[] shares) => (Models, _shares) = (models, shares);

    /// <summary>The fitted members, in order.</summary>
    public IReadOnlyList<IRegressorModel> Models { get; }

    /// <summary>What each member counts; they sum to 1.</summary>
    public ReadOnlySpan<double> Shares => _shares;

    /// <inheritdoc/>
    public int InputColumns => Models[0].InputColumns;

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(VotingRegressor));
        Require.Destination(destination, x.Rows);

        destination.Clear();
        for (var i = 0; i < Models.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var values = Models[i].Predict(x, cancellationToken);
            for (var row = 0; row < values.Length; row++)
            {
                destination[row] += _shares[i] * values[row];
            }
        }
    }
}
