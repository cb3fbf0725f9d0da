using System.Text.Json;
using System.Text.Unicode;

namespace Reprise.Serving.Requests;

/// <summary>Reads a request body as JSON, within limits, and hands the document to a reader of its form.</summary>
internal static class JsonBody
{
    /// <summary>Parses the body and lets <paramref name="read"/> fill a table from it; every failure of the text itself becomes a problem.</summary>
    public static InputResult Read(
        ReadOnlyMemory<byte> body, InputSchema schema, InputLimits limits, Func<TableBuilder, JsonElement, InputResult> read)
    {
        var table = new TableBuilder(schema, limits);
        if (body.Length > limits.MaxBodyBytes)
        {
            return Refuse(table, InputRules.Limit, $"The body has {body.Length} bytes; at most {limits.MaxBodyBytes} are taken. Split the request.");
        }

        if (body.Span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        if (!Utf8.IsValid(body.Span))
        {
            return Refuse(table, InputRules.Json, "The body is not UTF-8.");
        }

        if (HasHalfCharacter(body.Span, limits))
        {
            return Refuse(table, InputRules.Json, "The body holds text with half a surrogate pair (\\ud800 to \\udfff), which is no character.");
        }

        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = limits.MaxDepth });
            return read(table, document.RootElement);
        }
        catch (JsonException error)
        {
            return Refuse(
                table,
                InputRules.Json,
                $"The body is not JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}: {Reason(error)} "
                + "(NaN and Infinity are not JSON; send null or leave the row out.)");
        }
    }

    private static InputResult Refuse(TableBuilder table, string rule, string message)
    {
        table.Problems.Add([], rule, message);
        return new InputResult { Problems = table.Problems.Listed, ProblemCount = 1 };
    }

    /// <summary>Whether some text has an escaped surrogate without its other half; JsonDocument finds that only when the text is asked for.</summary>
    private static bool HasHalfCharacter(ReadOnlySpan<byte> body, InputLimits limits)
    {
        if (body.IndexOf("\\ud"u8) < 0 && body.IndexOf("\\uD"u8) < 0)
        {
            return false;
        }

        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = limits.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        catch (JsonException)
        {
            // Not JSON at all: the parse that follows says where.
        }

        return false;
    }

    private static string Reason(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end > 0 ? error.Message[..end] : error.Message;
    }
}
