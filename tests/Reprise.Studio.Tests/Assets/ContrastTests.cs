using System.Globalization;
using System.Text.RegularExpressions;

namespace Reprise.Studio.Tests.Assets;

/// <summary>Text can be read on everything it stands on: WCAG's 4.5 to 1, in light and in dark.</summary>
public sealed partial class ContrastTests
{
    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var ground in new[] { "bg", "surface", "sunken", "hover" })
            {
                foreach (var text in new[] { "text", "muted", "faint", "accent", "bad" })
                {
                    pairs.Add(text, ground);
                }
            }

            foreach (var tone in new[] { "good", "bad", "warn", "info", "accent" })
            {
                pairs.Add(tone, $"{tone}-soft");
            }

            pairs.Add("text", "accent-soft");
            pairs.Add("text", "warn-soft");
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Tokens_OnTheirGround_CanBeRead(string text, string ground)
    {
        var tokens = await TokensAsync();

        Assert.InRange(Contrast(tokens[text].Light, tokens[ground].Light), 4.5, 21);
        Assert.InRange(Contrast(tokens[text].Dark, tokens[ground].Dark), 4.5, 21);
    }

    [Theory]
    [InlineData("accent-fill")]
    [InlineData("accent-fill-hover")]
    [InlineData("bad-fill")]
    public async Task WhiteWords_OnFilledButtons_CanBeRead(string fill)
    {
        var tokens = await TokensAsync();

        Assert.InRange(Contrast("ffffff", tokens[fill].Light), 4.5, 21);
        Assert.InRange(Contrast("ffffff", tokens[fill].Dark), 4.5, 21);
    }

    private static async Task<Dictionary<string, (string Light, string Dark)>> TokensAsync()
    {
        await using var stream = typeof(Reprise.Studio.Hosting.StudioServices).Assembly.GetManifestResourceStream("studio/studio.css")!;
        var css = await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
        return Token().Matches(css).ToDictionary(match => match.Groups[1].Value, match => (match.Groups[2].Value, match.Groups[3].Value));
    }

    private static double Contrast(string first, string second)
    {
        var (a, b) = (Luminance(first), Luminance(second));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color)
    {
        var parts = new[] { 0, 2, 4 }.Select(at => int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex(@"--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);")]
    private static partial Regex Token();
}
