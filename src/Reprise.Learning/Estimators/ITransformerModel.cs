using Reprise.Core.Errors;
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

    /// <summary>The names of the columns it gives, from those of the columns it takes; the same names when each column becomes one.</summary>
    /// <exception cref="ArgumentException">There is not one name per input column.</exception>
    IReadOnlyList<string> FeatureNames(IReadOnlyList<string> inputs)
    {
        Require.Names(inputs, InputColumns);
        return InputColumns == OutputColumns
            ? inputs
            : throw new NotSupportedException($"{GetType().Name} gives other columns than it takes and must name them.");
    }
}
