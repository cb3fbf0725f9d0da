using Reprise.Core.Tables;

namespace Reprise.Learning.Pipelines;

/// <summary>A column a model reads.</summary>
public readonly record struct InputColumn(string Name, ColumnType Type);
