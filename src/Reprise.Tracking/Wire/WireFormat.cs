using System.Text.Encodings.Web;
using System.Text.Json;

namespace Reprise.Tracking.Wire;

/// <summary>The two ways messages are written; both read the same.</summary>
internal static class WireFormat
{
    /// <summary>On one line, as clients send it.</summary>
    public static WireJson Compact { get; } = With(indented: false);

    /// <summary>Indented by two, as the server answers.</summary>
    public static WireJson Pretty { get; } = With(indented: true);

    private static WireJson With(bool indented) => new(new JsonSerializerOptions(WireJson.Default.Options)
    {
        // Messages are sent as application/json with nosniff, never inside HTML: quotes and letters stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
        NewLine = "\n",
    });
}
