using System.Globalization;

namespace Reprise.Data.Csv;

/// <summary>What counts as a number in CSV text, the same for typing, validation and cleaning.</summary>
internal static class CsvNumber
{
    public static bool TryLong(ReadOnlySpan<char> cell, out long value) =>
        long.TryParse(cell, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);

    /// <summary>A finite decimal number, or one of the three texts that .NET, Java and XML write for the others.</summary>
    public static bool TryDouble(ReadOnlySpan<char> cell, out double value) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        && (double.IsFinite(value) || cell is "NaN" or "Infinity" or "-Infinity");

    /// <summary>Digits alone, signed or padded: a whole number of any length.</summary>
    public static bool IsWhole(ReadOnlySpan<char> cell)
    {
        var digits = cell.Trim();
        digits = digits is ['+' or '-', ..] ? digits[1..] : digits;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
