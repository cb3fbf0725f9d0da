using Reprise.Core.Matrices;
using Reprise.Core.Tables;

namespace Reprise.Learning.Pipelines;

/// <summary>A fitted <see cref="ITableEncoder"/>. Immutable; safe to call from many threads.</summary>
public interface ITableEncoderModel
{
    /// <summary>The columns it reads, by name, in any order and beside any others.</summary>
    IReadOnlyList<InputColumn> Inputs { get; }

    /// <summary>A name per column of the matrix.</summary>
    IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Rows × <see cref="FeatureNames"/>; NaN only where the encoder lets missing values through.</summary>
    /// <exception cref="ArgumentException">Columns are missing or of another type, or hold values that cannot be encoded; the problems are listed.</exception>
    Matrix Transform(Table table);
}
