using Reprise.Core.Matrices;

namespace Reprise.Learning.Estimators;

/// <summary>A fitted preprocessing step: the same number of rows out as in. Immutable; safe to call from many threads.</summary>
public interface ITransformerModel
{
    /// <summary>Columns it was fitted on.</summary>
    int InputColumns { get; }

    /// <summary>Columns it gives.</summary>
    int OutputColumns { get; }

    /// <summary>Writes rows × <see cref="OutputColumns"/> finite values, row-major, into <paramref name="destination"/>; what overflows is cut to the ends of the double range.</summary>
    /// <exception cref="ArgumentException">The columns differ from those in training, a value is not finite, or the destination has another length.</exception>
    void Transform(MatrixView x, Span<double> destination);
}
