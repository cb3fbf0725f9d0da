using System.Collections;
using System.Globalization;
using System.Text.Json;
using Reprise.Core.Tables;
using Reprise.Serving.Models;

namespace Reprise.Serving.Requests;

/// <summary>Doubles and floats: any finite JSON number, integers widened.</summary>
internal sealed class NumberColumnBuilder(SignatureField field, int rows) : ColumnBuilder(field, rows)
{
    private readonly double[] _values = new double[rows];

    protected override CellFault? Read(int row, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
        {
            return Take(row, number);
        }

        return value.ValueKind == JsonValueKind.String && IsNotFiniteWord(value.GetString()!)
            ? new CellFault(InputRules.Finite, "must be a finite number")
            : new CellFault(InputRules.Type, $"must be a JSON number ({Field.Type.ToWire()})");
    }

    protected override CellFault? Read(int row, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Take(row, number)
            : new CellFault(InputRules.Type, $"must be a number ({Field.Type.ToWire()}) with '.' as the decimal point");

    protected override Column Build(BitArray? nulls) => new Column<double>(Field.Name!, _values, nulls);

    private CellFault? Take(int row, double number)
    {
        var isFloat = Field.Type == SignatureType.Float;
        if (!double.IsFinite(number) || (isFloat && !float.IsFinite((float)number)))
        {
            return new CellFault(
                double.IsFinite(number) ? InputRules.Range : InputRules.Finite,
                $"must be a finite number that a {(isFloat ? "32" : "64")}-bit float holds");
        }

        _values[row] = isFloat ? (float)number : number;
        return null;
    }

    private static bool IsNotFiniteWord(string text) =>
        text.Trim().TrimStart('+', '-').ToUpperInvariant() is "NAN" or "INF" or "INFINITY";
}
