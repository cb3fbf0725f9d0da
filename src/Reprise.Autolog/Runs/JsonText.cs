using System.Text;
using System.Text.Json;

namespace Reprise.Autolog.Runs;

/// <summary>Small JSON texts.</summary>
internal static class JsonText
{
    /// <summary>An object with the members <paramref name="write"/> writes.</summary>
    public static string Object(Action<Utf8JsonWriter> write, bool indented = false)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, NewLine = "\n" }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
