using Reprise.Core.Tables;

namespace Reprise.Learning.Pipelines;

/// <summary>Parameters of the first step of a pipeline, from the columns of a table to a matrix: an immutable record.</summary>
public interface ITableEncoder
{
    /// <summary>Fixes names and types of the columns and learns what is needed to encode them, from the training table without its target.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, a column is missing or of a wrong type, or no column is left; all problems are listed.</exception>
    ITableEncoderModel Fit(Table table, CancellationToken cancellationToken = default);
}
