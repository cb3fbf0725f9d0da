using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Preprocessing.Columns;

/// <summary>An encoder that a <see cref="ColumnBlock"/> can point at its columns.</summary>
internal interface IColumnEncoder
{
    /// <summary>The encoder over these columns, unless it names its own.</summary>
    ITableEncoder Over(IReadOnlyList<string> columns);
}
