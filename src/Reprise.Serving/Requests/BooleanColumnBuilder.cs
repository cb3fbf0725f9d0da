using System.Collections;
using System.Text.Json;
using Reprise.Core.Tables;
using Reprise.Serving.Models;

namespace Reprise.Serving.Requests;

/// <summary>JSON booleans; in text, true and false in any case.</summary>
internal sealed class BooleanColumnBuilder(SignatureField field, int rows) : ColumnBuilder(field, rows)
{
    private readonly bool[] _values = new bool[rows];

    protected override CellFault? Read(int row, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            return new CellFault(InputRules.Type, "must be true or false");
        }

        _values[row] = value.ValueKind == JsonValueKind.True;
        return null;
    }

    protected override CellFault? Read(int row, string text) =>
        bool.TryParse(text, out _values[row]) ? null : new CellFault(InputRules.Type, "must be true or false");

    protected override Column Build(BitArray? nulls) => new Column<bool>(Field.Name!, _values, nulls);
}
