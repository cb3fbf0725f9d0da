using System.Collections;
using System.Globalization;
using System.Text.Json;
using Reprise.Core.Tables;
using Reprise.Serving.Models;

namespace Reprise.Serving.Requests;

/// <summary>Why a value does not fit its column.</summary>
internal readonly record struct CellFault(string Rule, string Expected);

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

/// <summary>Text; for datetimes, text that reads as ISO 8601.</summary>
internal sealed class TextColumnBuilder(SignatureField field, int rows) : ColumnBuilder(field, rows)
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];
    private readonly string[] _values = Filled(rows);

    protected override CellFault? Read(int row, JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? Read(row, value.GetString()!)
            : new CellFault(InputRules.Type, $"must be a JSON string ({Field.Type.ToWire()})");

    protected override CellFault? Read(int row, string text)
    {
        if (Field.Type == SignatureType.Datetime
            && !DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            return new CellFault(InputRules.Type, "must be a date and time in ISO 8601, such as 2025-01-31T13:05:00Z");
        }

        _values[row] = text;
        return null;
    }

    protected override Column Build(BitArray? nulls) => new Column<string>(Field.Name!, _values, nulls);

    private static string[] Filled(int rows)
    {
        var values = new string[rows];
        Array.Fill(values, "");
        return values;
    }
}
