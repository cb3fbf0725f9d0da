using System.Text.Json;

namespace Reprise.Tracking.Sqlite;

/// <summary>Lists of any length as one parameter: <c>x IN (SELECT value FROM json_each(@list))</c>.</summary>
internal static class SqliteLists
{
    /// <summary>The inside of an IN clause over the parameter.</summary>
    public static string Of(string parameter) => $"SELECT value FROM json_each(@{parameter})";

    /// <summary>The value of the parameter.</summary>
    public static string Json(IEnumerable<string> values) => JsonSerializer.Serialize(values);

    /// <inheritdoc cref="Json(IEnumerable{string})"/>
    public static string Json(IEnumerable<long> values) => JsonSerializer.Serialize(values);
}
