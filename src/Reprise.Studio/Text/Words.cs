using System.Globalization;

namespace Reprise.Studio.Text;

/// <summary>Numbers, times and sizes as people read them; the same in every culture.</summary>
internal static class Words
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>Four decimals in the usual range, so that a column lines up; integers plain; the very small and large with an exponent; NaN and infinities by name.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }

        // MLflow stores infinities as the largest doubles.
        if (Math.Abs(value) == double.MaxValue)
        {
            return value > 0 ? "∞" : "−∞";
        }

        var size = Math.Abs(value);
        var format = size switch
        {
            < 1e7 when value == Math.Floor(value) => "0",
            >= 1e-3 and < 1e3 => "0.0000",
            >= 1e3 and < 1e7 => "0.00",
            _ => "0.###e+0",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>The shortest text that reads back to the same number.</summary>
    public static string ExactNumber(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A probability or share in [0, 1] as a percentage with one decimal.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A short time with the decimals that matter: 0.42 ms, 12 ms.</summary>
    public static string Milliseconds(TimeSpan time) =>
        time.TotalMilliseconds.ToString(time.TotalMilliseconds < 10 ? "0.00" : "0", CultureInfo.InvariantCulture) + " ms";

    /// <summary>A count with thousands separated by commas.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun, which takes an s unless there is one.</summary>
    public static string Count(long value, string noun) => $"{Count(value)} {noun}{(value == 1 ? "" : "s")}";

    /// <summary>A size in the largest unit (of 1,024) that leaves at least 1.</summary>
    public static string Bytes(long bytes)
    {
        var unit = 0;
        double size = bytes;
        while (size >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(size, unit == 0 || size >= 100 ? 0 : 1):0.#} {Units[unit]}");
    }

    /// <summary>A length of time: 340 ms, 4.2 s, 1 m 12 s, 3 h 5 m, 2 d 4 h.</summary>
    public static string Duration(long milliseconds)
    {
        var span = TimeSpan.FromMilliseconds(Math.Max(0, milliseconds));
        return span switch
        {
            { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
            { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(span.TotalSeconds * 10) / 10:0.0} s"),
            { TotalHours: < 1 } => $"{span.Minutes} m {span.Seconds} s",
            { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes} m",
            _ => $"{Count((long)span.TotalDays)} d {span.Hours} h",
        };
    }

    /// <summary>How long before <paramref name="now"/> a moment was; a moment ahead of it counts as now.</summary>
    public static string Ago(long unixMilliseconds, DateTimeOffset now)
    {
        var age = now - Moment(unixMilliseconds);
        return age switch
        {
            { TotalSeconds: < 10 } => "just now",
            { TotalMinutes: < 1 } => $"{(int)age.TotalSeconds} s ago",
            { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min ago",
            { TotalDays: < 1 } => $"{(int)age.TotalHours} h ago",
            { TotalDays: < 30 } => Count((int)age.TotalDays, "day") + " ago",
            { TotalDays: < 365 } => Count((int)(age.TotalDays / 30), "month") + " ago",
            _ => Count((int)(age.TotalDays / 365), "year") + " ago",
        };
    }

    /// <summary>The exact moment in UTC: 2026-03-01 14:05:09 UTC.</summary>
    public static string ExactTime(long unixMilliseconds) =>
        Moment(unixMilliseconds).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The moment in the form that <c>&lt;time datetime&gt;</c> reads.</summary>
    public static string MachineTime(long unixMilliseconds) =>
        Moment(unixMilliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // Databases written by others may hold any long: clamp instead of failing a page.
    private static DateTimeOffset Moment(long unixMilliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(unixMilliseconds, 0, 253_402_300_799_999));
}
