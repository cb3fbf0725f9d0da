using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Imputation;

/// <summary>Replaces each column by 1 where its value is missing (NaN) and 0 where not.</summary>
/// <remarks>O(rows · columns). Nothing is learned but the number of columns. Immutable; safe to share between threads.</remarks>
public sealed record MissingIndicator : ITransformer<MissingIndicatorModel>, IAcceptsMissing
{
    /// <inheritdoc/>
    public MissingIndicatorModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.NotEmpty(x, nameof(MissingIndicator));
        Require.FiniteOrMissing(x);
        cancellationToken.ThrowIfCancellationRequested();

        return new MissingIndicatorModel(x.Columns);
    }
}
