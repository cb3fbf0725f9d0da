using System.Globalization;
using System.Text.RegularExpressions;

namespace Reprise.Server.Tests.Operations;

/// <summary>Reads the text format 0.0.4 as strictly as Prometheus: a line that breaks a rule is an error.</summary>
internal sealed partial class PrometheusScrape
{
    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);

    public Dictionary<string, string> Types { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> Series => _samples.Keys;

    /// <summary>The value of a sample, written as the format writes it without the value.</summary>
    public double this[string series] => _samples[series];

    public static PrometheusScrape Parse(string text)
    {
        Assert.EndsWith("\n", text);
        var scrape = new PrometheusScrape();
        var helped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                Assert.True(helped.Add(line.Split(' ')[2]), $"helped twice: {line}");
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                Assert.Contains(parts[2], helped);
                Assert.Contains(parts[3], (string[])["counter", "gauge", "histogram"]);
                scrape.Types.Add(parts[2], parts[3]);
            }
            else
            {
                var match = Sample().Match(line);
                Assert.True(match.Success, $"no sample: {line}");
                var name = match.Groups["name"].Value;
                var family = scrape.Types.ContainsKey(name) ? name : Suffix().Replace(name, "");
                Assert.True(scrape.Types.TryGetValue(family, out var type), $"no type before: {line}");
                Assert.True(type != "counter" || name.EndsWith("_total", StringComparison.Ordinal), $"a counter's name ends in _total: {line}");
                var value = match.Groups["value"].Value;
                scrape._samples.Add(match.Groups["series"].Value, value == "+Inf" ? double.PositiveInfinity : double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture));
            }
        }

        return scrape;
    }

    [GeneratedRegex("""^(?<series>(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\\\|\\"|\\n)*")(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\\\|\\"|\\n)*")*\})?) (?<value>\S+)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
