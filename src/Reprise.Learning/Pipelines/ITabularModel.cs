using Reprise.Core.Matrices;
using Reprise.Core.Tables;

namespace Reprise.Learning.Pipelines;

/// <summary>A fitted model that reads named columns of a table. Immutable; safe to call from many threads.</summary>
public interface ITabularModel
{
    /// <summary>The columns the model needs, by name and type, in its order; further columns of a table are ignored.</summary>
    IReadOnlyList<InputColumn> Inputs { get; }

    /// <summary>Names of the features that the last estimator sees, after encoding and preprocessing.</summary>
    IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Rows × <see cref="FeatureNames"/>: the rows as the last estimator sees them.</summary>
    /// <exception cref="ArgumentException">A needed column is missing, has another type, or holds values the model cannot take; all are listed.</exception>
    Matrix Features(Table rows, CancellationToken cancellationToken = default);
}
