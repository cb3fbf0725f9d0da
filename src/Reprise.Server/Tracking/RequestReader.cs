using System.Collections;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary>
/// Reads a message as MLflow's server does: from the query of a GET, else from the JSON body. A body that is not JSON counts as one without
/// fields, a JSON text with JSON inside is opened, and a value of a wrong type is named with its place.
/// </summary>
internal static class RequestReader
{
    private const long LargestStart = 64 << 10;
    private static readonly byte[] NoFields = "{}"u8.ToArray();

    public static async ValueTask<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> schema, CancellationToken cancellationToken)
    {
        if (HttpMethods.IsGet(request.Method) && request.Query.Count > 0)
        {
            return Parse(FromQuery(request.Query, schema), schema);
        }

        if (HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method))
        {
            RequireJson(request.ContentType);
        }

        // Grows with what arrives, not with what the header promises.
        using var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, LargestStart));
        await request.Body.CopyToAsync(body, cancellationToken);
        return Parse(body.GetBuffer().AsMemory(0, (int)body.Length), schema);
    }

    private static T Parse<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> schema)
    {
        var json = Unwrap(body);
        try
        {
            var message = JsonSerializer.Deserialize(json.Span, schema) ?? Parse(NoFields, schema);
            return WireNulls.Find(json, schema) is { } missing ? throw missing : message;
        }
        catch (JsonException exception) when ((exception as WireValueException ?? WireValueException.Find(exception, json)) is { } wrong)
        {
            throw Required.WrongType(wrong.Parameter, wrong.Value, wrong.PythonType);
        }
        catch (JsonException)
        {
            return Parse(NoFields, schema);
        }
    }

    /// <summary>Opens a JSON text that holds JSON.</summary>
    private static ReadOnlyMemory<byte> Unwrap(ReadOnlyMemory<byte> json)
    {
        if (json.Span.TrimStart(" \t\r\n"u8) is not [(byte)'"', ..])
        {
            return json;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return System.Text.Encoding.UTF8.GetBytes(document.RootElement.GetString()!);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return NoFields;   // a text that is not whole, or not Unicode
        }
    }

    /// <summary>The query as the JSON the schema expects: repeated keys make a list, other fields stay text.</summary>
    private static ReadOnlyMemory<byte> FromQuery(IQueryCollection query, JsonTypeInfo schema)
    {
        var json = new MemoryStream();
        using var writer = new Utf8JsonWriter(json);
        writer.WriteStartObject();
        foreach (var property in schema.Properties)
        {
            if (query.TryGetValue(property.Name, out var values))
            {
                writer.WritePropertyName(property.Name);
                WriteValues(writer, values, isList: property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType));
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        return json.GetBuffer().AsMemory(0, (int)json.Length);
    }

    private static void WriteValues(Utf8JsonWriter writer, StringValues values, bool isList)
    {
        if (!isList)
        {
            writer.WriteStringValue(values[0]);
            return;
        }

        writer.WriteStartArray();
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static void RequireJson(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType))
        {
            throw Invalid.Parameter("Bad Request. Content-Type header is missing.");
        }

        if (!contentType.AsSpan(0, contentType.IndexOf(';', StringComparison.Ordinal) is >= 0 and var end ? end : contentType.Length)
                .Trim().Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid.Parameter("Bad Request. Content-Type must be one of ['application/json'].");
        }
    }
}
