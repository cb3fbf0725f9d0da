using System.Net.Sockets;
using System.Text;

namespace Reprise.Server.Tests.Hostile;

/// <summary>Requests as bytes, so that no client library tidies them up on the way.</summary>
internal static class RawHttp
{
    /// <summary>Sends bytes and reads until the server closes; the text of everything it said, empty when it hung up without a word.</summary>
    public static async Task<string> SendAsync(Uri server, string text)
    {
        var token = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, token);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), token);
            using var answer = new MemoryStream();
            await stream.CopyToAsync(answer, token);
            return Encoding.UTF8.GetString(answer.ToArray());
        }
        catch (IOException)
        {
            return "";   // refused before it was read
        }
    }

    /// <summary>One request that asks to close the connection; the status (0 without an answer) and the body.</summary>
    public static async Task<(int Status, string Body)> SendAsync(Uri server, string method, string target, string headers = "", string body = "")
    {
        var length = body.Length > 0 || method is "PUT" or "POST" or "PATCH" ? $"Content-Length: {body.Length}\r\n" : "";
        var answer = await SendAsync(server, $"{method} {target} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n{length}{headers}\r\n{body}");
        return (Status(answer), answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end ? end + 4 : answer.Length)..]);
    }

    /// <summary>The status of the first answer in a text; 0 for none.</summary>
    public static int Status(string answer) => answer.Length > 12 ? int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0;
}
