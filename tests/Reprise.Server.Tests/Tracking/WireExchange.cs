using System.Globalization;
using System.Text.RegularExpressions;

namespace Reprise.Server.Tests.Tracking;

/// <summary>One recorded request with the answer it got.</summary>
public sealed partial record WireExchange(string Method, string Path, string? Body, int Status, string ContentType, string Answer)
{
    /// <summary>The recorded exchanges in order, long values written out.</summary>
    public static IReadOnlyList<WireExchange> Load()
    {
        var text = File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "Golden", "mlflow-wire.txt"));
        return [.. text[3..].Split("\n## ").Select(Parse)];
    }

    /// <summary>A name of the exchange that says what is asked, without ids.</summary>
    public string Title => Id().Replace($"{Method} {Path} {Body}".Trim(), "ID");

    private static WireExchange Parse(string block)
    {
        var lines = Expand(block).Split('\n', 3);
        var title = lines[0].Split(' ', 3);
        var status = lines[1].Split(' ', 2);
        return new(title[0], title[1], title.ElementAtOrDefault(2), int.Parse(status[0], CultureInfo.InvariantCulture), status[1], lines.ElementAtOrDefault(2)?.TrimEnd('\n') ?? "");
    }

    private static string Expand(string text)
    {
        text = Letters().Replace(text, match => new string(match.Groups[1].Value[0], int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));
        text = Params().Replace(text, match => Repeat(match, i => $$"""{"key":"k{{i}}","value":"1"}"""));
        return Metrics().Replace(text, match => Repeat(match, i => $$"""{"key":"k{{i}}","value":1,"timestamp":1}"""));
    }

    private static string Repeat(Match match, Func<int, string> item) => string.Join(',', Enumerable.Range(0, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Select(item));

    [GeneratedRegex("«(.)×([0-9]+)»")]
    private static partial Regex Letters();

    [GeneratedRegex("«params ([0-9]+)»")]
    private static partial Regex Params();

    [GeneratedRegex("«metrics ([0-9]+)»")]
    private static partial Regex Metrics();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();
}
