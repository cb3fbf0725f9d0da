using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Reprise.Server.Serving;

/// <summary>Whole request bodies, without a copy where they came in one piece. The server's body limit bounds them.</summary>
internal static class RequestBody
{
    /// <summary>Reads the body to its end and hands it to <paramref name="read"/>, which must not keep it.</summary>
    public static async ValueTask<T> ReadAsync<T>(HttpContext context, Func<ReadOnlyMemory<byte>, T> read)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);
            if (result.IsCompleted)
            {
                var body = result.Buffer;
                var value = read(body.IsSingleSegment ? body.First : body.ToArray());
                reader.AdvanceTo(body.End);
                return value;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>The media type without parameters, lower case; empty when there is none.</summary>
    public static string MediaType(HttpContext context)
    {
        var type = context.Request.ContentType.AsSpan();
        var end = type.IndexOf(';');
        return (end < 0 ? type : type[..end]).Trim().ToString().ToLowerInvariant();
    }
}
