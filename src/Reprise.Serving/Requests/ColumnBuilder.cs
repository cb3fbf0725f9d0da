using System.Collections;
using System.Text.Json;
using Reprise.Core.Tables;
using Reprise.Serving.Models;

namespace Reprise.Serving.Requests;

/// <summary>Collects the cells of one column; a cell never set reads as null.</summary>
internal abstract class ColumnBuilder(SignatureField column, int rows)
{
    private readonly BitArray _nulls = new(rows, defaultValue: true);

    public SignatureField Field => column;

    protected int Rows => rows;

    public bool IsSet(int row) => !_nulls[row];

    /// <summary>Takes a JSON value that is not null; the fault when it does not fit.</summary>
    public CellFault? Set(int row, JsonElement value)
    {
        var fault = Read(row, value);
        _nulls[row] = fault is not null;
        return fault;
    }

    /// <summary>Takes text from CSV or a form; the fault when it does not read as the column's type.</summary>
    public CellFault? Set(int row, string text)
    {
        var fault = Read(row, text);
        _nulls[row] = fault is not null;
        return fault;
    }

    public Column Build() => Build(_nulls.HasAnySet() ? _nulls : null);

    /// <summary>The builder for a field whose values the model reads as <paramref name="type"/>.</summary>
    public static ColumnBuilder For(SignatureField field, ColumnType type, int rows) => field.Type switch
    {
        SignatureType.Double or SignatureType.Float => new NumberColumnBuilder(field, rows),
        SignatureType.Long or SignatureType.Integer => new IntegerColumnBuilder(field, rows, asDouble: type == ColumnType.Double),
        SignatureType.Boolean => new BooleanColumnBuilder(field, rows),
        _ => new TextColumnBuilder(field, rows),
    };

    protected abstract CellFault? Read(int row, JsonElement value);

    protected abstract CellFault? Read(int row, string text);

    protected abstract Column Build(BitArray? nulls);
}
