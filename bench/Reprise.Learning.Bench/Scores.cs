using System.Globalization;
using Reprise.Learning.Metrics;

namespace Reprise.Learning.Bench;

/// <summary>Scores that works print.</summary>
internal static class Scores
{
    public static double Accuracy(ReadOnlySpan<int> expected, ReadOnlySpan<int> predicted)
    {
        var right = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            right += expected[i] == predicted[i] ? 1 : 0;
        }

        return right / (double)expected.Length;
    }

    public static double MacroF1(ReadOnlySpan<int> expected, ReadOnlySpan<int> predicted, int classes) =>
        ConfusionMatrix.Of(expected, predicted, [.. Enumerable.Range(0, classes).Select(label => label.ToString(CultureInfo.InvariantCulture))])
            .FScore(Averaging.Macro);
}
