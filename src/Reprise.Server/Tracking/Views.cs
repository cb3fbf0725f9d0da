using System.Text.Json;
using Reprise.Tracking;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary>Parameters that several searches share.</summary>
internal static class Views
{
    /// <summary>The lifecycle stages a search asks for.</summary>
    public static ViewType Parse(string? name, string parameter) =>
        WireNames.ToViewType(name) ?? throw Required.WrongType(parameter, Quote(name!), "str");

    /// <summary>A page size that fits the stores' type; what is out of their range stays out of it.</summary>
    public static int ToPageSize(this long maxResults) => (int)Math.Clamp(maxResults, int.MinValue, int.MaxValue);

    /// <summary>Null for text that is empty: MLflow does not tell the two apart.</summary>
    public static string? OrNull(this string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
