using System.Collections;
using System.Globalization;
using System.Text.Json;
using Reprise.Core.Tables;
using Reprise.Serving.Models;

namespace Reprise.Serving.Requests;

/// <summary>Longs and integers: JSON numbers without a fraction, within the type's range.</summary>
internal sealed class IntegerColumnBuilder(SignatureField field, int rows, bool asDouble) : ColumnBuilder(field, rows)
{
    private readonly long[] _values = new long[rows];

    protected override CellFault? Read(int row, JsonElement value) =>
        value.ValueKind != JsonValueKind.Number ? WrongType()
        : value.TryGetInt64(out var number) ? Take(row, number)
        : value.GetDouble() is var real && Math.Floor(real) == real && Math.Abs(real) >= long.MaxValue ? OutOfRange()
        : WrongType();

    protected override CellFault? Read(int row, string text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? Take(row, number) : WrongType();

    protected override Column Build(BitArray? nulls) =>
        asDouble ? new Column<double>(Field.Name!, Array.ConvertAll(_values, value => (double)value), nulls) : new Column<long>(Field.Name!, _values, nulls);

    private CellFault? Take(int row, long number)
    {
        if (Field.Type == SignatureType.Integer && number is < int.MinValue or > int.MaxValue)
        {
            return OutOfRange();
        }

        _values[row] = number;
        return null;
    }

    private CellFault WrongType() => new(InputRules.Type, $"must be a whole number ({Field.Type.ToWire()}), written without fraction or exponent");

    private CellFault OutOfRange() => new(
        InputRules.Range, $"must be in the range of a {(Field.Type == SignatureType.Integer ? "32" : "64")}-bit integer");
}
