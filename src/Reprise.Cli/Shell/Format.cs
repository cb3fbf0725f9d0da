using System.Globalization;

namespace Reprise.Cli.Shell;

/// <summary>Values as tables for people show them.</summary>
internal static class Format
{
    /// <summary>A moment in milliseconds since the Unix epoch, in local time; empty for none.</summary>
    public static string Time(long? unixMilliseconds) =>
        unixMilliseconds is > 0 and <= 253402300799999
            ? DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds.Value).ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : "";

    /// <summary>A time span in milliseconds; empty when it has no end.</summary>
    public static string Duration(long start, long? end) =>
        end is { } until && until >= start ? string.Create(CultureInfo.InvariantCulture, $"{(until - start) / 1000.0:0.0} s") : "";

    /// <summary>A number, six significant digits.</summary>
    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
