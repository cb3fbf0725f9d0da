using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing;

/// <summary>Divides each row by its length, so that only its direction is left. A row of zeros stays as it is. Nothing is learned but the number of columns.</summary>
/// <remarks>O(rows · columns). Immutable; safe to share between threads.</remarks>
public sealed record Normalizer : ITransformer<NormalizerModel>
{
    /// <summary>How the length is measured. Default <see cref="VectorNorm.L2"/>.</summary>
    public VectorNorm Norm { get; init; }

    /// <inheritdoc/>
    public NormalizerModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.Defined(Norm, nameof(Normalizer));
        Require.NotEmpty(x, nameof(Normalizer));
        Require.Finite(x);
        cancellationToken.ThrowIfCancellationRequested();

        return new NormalizerModel(Norm, x.Columns);
    }
}
