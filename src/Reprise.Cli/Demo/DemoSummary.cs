using System.Globalization;
using TurkishMusic.Loop;

namespace Reprise.Cli.Demo;

/// <summary>The last words of a demo, for people.</summary>
internal static class DemoSummary
{
    public static void Write(TextWriter output, EmotionLoopResult result, string home, double cpuSeconds)
    {
        var accuracy = result.Scores["accuracy"];
        var f1 = result.Scores["f1_macro"];
        Line(output, "data", result.Data.Resolution.Headline);
        Line(output, "accuracy", string.Create(CultureInfo.InvariantCulture, $"{accuracy.Mean:0.000} ± {accuracy.Sd:0.000}, macro F1 {f1.Mean:0.000} ± {f1.Sd:0.000}"));
        Line(output, "", result.Scores.Scheme);
        Line(output, "model", string.Create(CultureInfo.InvariantCulture, $"{result.Version.Name} version {result.Version.Version}, run {result.RunId}"));
        Line(output, "", $"sha256 {result.ModelSha256}");
        foreach (var (i, words) in result.Promotion.Verdict!.Words.Index())
        {
            Line(output, i == 0 ? "gate" : "", words);
        }

        Line(output, "", result.Promotion.Promoted ? $"PASSED: the version is live as @{EmotionLoop.Alias}." : Refused(result));
        if (result.Prediction is { } prediction)
        {
            Line(output, "predicted", string.Join(", ", prediction.Probabilities
                .OrderByDescending(entry => entry.Value)
                .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key} {entry.Value * 100:0.0} %"))));
        }

        Line(output, "took", string.Create(CultureInfo.InvariantCulture, $"{result.Seconds[^1].Value:0.0} s, {cpuSeconds:0.0} s of CPU"));
        Line(output, "look", Look(home));
    }

    /// <summary>The command that shows what the demo made.</summary>
    public static string Look(string home) => $"reprise up --home {Quote(home)}";

    private static string Refused(EmotionLoopResult result) =>
        result.Promotion.Previous is { } live
            ? string.Create(CultureInfo.InvariantCulture, $"REFUSED: the version is registered, not live. Version {live.Version} stays @{EmotionLoop.Alias}.")
            : "REFUSED: the version is registered, not live. Nothing is live.";

    private static string Quote(string path) => path.All(c => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_') ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static void Line(TextWriter output, string name, string text) => output.WriteLine($"{name,-10}{text}");
}
