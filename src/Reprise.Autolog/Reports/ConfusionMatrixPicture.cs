using System.Globalization;
using Reprise.Learning.Metrics;

namespace Reprise.Autolog.Reports;

/// <summary>A confusion matrix as a picture: a square per pair of classes, darker the larger its share of the true class.</summary>
public static class ConfusionMatrixPicture
{
    private const int Cell = 84, Left = 96, Top = 78;

    /// <summary>The picture as SVG.</summary>
    public static string Draw(ConfusionMatrix confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        var classes = confusion.Classes;
        var side = classes.Count * Cell;
        var svg = new Svg(Left + side + 16, Top + side + 16, "Confusion matrix")
            .Text(Left, 24, "Confusion matrix", bold: true)
            .Text(Left, 44, "columns: predicted, rows: true; share of the true class");
        for (var truth = 0; truth < classes.Count; truth++)
        {
            svg.Text(Left - 10, Top + (truth * Cell) + (Cell / 2.0) + 4, classes[truth], "end");
            svg.Text(Left + (truth * Cell) + (Cell / 2.0), Top - 10, classes[truth], "middle");
            for (var predicted = 0; predicted < classes.Count; predicted++)
            {
                DrawCell(svg, confusion, truth, predicted);
            }
        }

        return svg.ToString();
    }

    private static void DrawCell(Svg svg, ConfusionMatrix confusion, int truth, int predicted)
    {
        var count = confusion[truth, predicted];
        var share = confusion.Support(truth) == 0 ? 0 : (double)count / confusion.Support(truth);
        var (x, y) = (Left + (predicted * Cell), Top + (truth * Cell));
        var ink = share > 0.5 ? "#ffffff" : "#1f2937";
        svg.Rect(x + 1, y + 1, Cell - 2, Cell - 2, Shade(share));
        svg.Text(x + (Cell / 2.0), y + (Cell / 2.0) - 2, share.ToString("0.0 %", CultureInfo.InvariantCulture), "middle", ink, bold: truth == predicted);
        svg.Text(x + (Cell / 2.0), y + (Cell / 2.0) + 16, count.ToString(CultureInfo.InvariantCulture), "middle", ink);
    }

    /// <summary>From nearly white to deep blue.</summary>
    private static string Shade(double share)
    {
        static int Mix(int from, int to, double share) => (int)Math.Round(from + ((to - from) * share));
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(239, 30, share):x2}{Mix(246, 64, share):x2}{Mix(255, 175, share):x2}");
    }
}
