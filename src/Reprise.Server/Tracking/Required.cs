using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking.Rules;

namespace Reprise.Server.Tracking;

/// <summary>What a request must say, refused in MLflow's words.</summary>
internal static class Required
{
    /// <summary>The text of a parameter; empty counts as missing.</summary>
    public static string Text(string? value, string parameter) => string.IsNullOrEmpty(value) ? throw Invalid.Missing(parameter) : value;

    /// <summary>The value of a parameter.</summary>
    public static T Value<T>(T? value, string parameter)
        where T : struct => value ?? throw Invalid.Missing(parameter);

    /// <summary>The number of a model version.</summary>
    public static int Version(string? value) =>
        int.TryParse(Text(value, "version"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw Invalid.Parameter($"Parameter 'version' must be an integer, got '{value}'.");

    /// <summary>The failure about a value of a wrong type; <paramref name="json"/> is the value as compact JSON.</summary>
    public static RepriseException WrongType(string parameter, string json, string pythonType) => Invalid.Parameter(
        $"Invalid value {json} for parameter '{parameter}' supplied:  Hint: Value was of type '{pythonType}'. See the API docs for more information about request parameters.");
}
