using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Ensembles;

/// <summary>A fitted <see cref="BaggingRegressor"/>: the mean of its members' predictions.</summary>
public sealed class BaggingRegressorModel : IRegressorModel
{
    internal BaggingRegressorModel(IReadOnlyList<IRegressorModel> models, int[][] columns, int inputColumns) =>
        (Models, MemberColumns, InputColumns) = (models, columns, inputColumns);

    /// <summary>The fitted members, in order.</summary>
    public IReadOnlyList<IRegressorModel> Models { get; }

    /// <inheritdoc/>
    public int InputColumns { get; }

    /// <summary>The columns each member sees, ascending.</summary>
    internal int[][] MemberColumns { get; }

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(BaggingRegressor));
        Require.Destination(destination, x.Rows);
        Require.Finite(x);                                           // a member may not see every column

        destination.Clear();
        for (var i = 0; i < Models.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var values = Models[i].Predict(BaggingDraws.Take(x, MemberColumns[i]), cancellationToken);
            for (var row = 0; row < values.Length; row++)
            {
                destination[row] += values[row] / Models.Count;
            }
        }
    }
}
