using System.Globalization;
using Reprise.Learning.Metrics;

namespace Reprise.Autolog.Reports;

/// <summary>ROC curves of several classes in one picture, each against the rest.</summary>
public static class RocPicture
{
    private const int Side = 360, Left = 60, Top = 46;

    /// <summary>Colours told apart with the common kinds of colour blindness (Okabe and Ito 2008).</summary>
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    /// <summary>The picture as SVG.</summary>
    public static string Draw(IReadOnlyList<(string Label, RocCurve Curve)> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        var svg = new Svg(Left + Side + 24, Top + Side + 56, "ROC curves")
            .Text(Left, 24, "ROC curves, one class against the rest", bold: true)
            .Rect(Left, Top, Side, Side, "#f8fafc")
            .Line([At(0, 0), At(1, 1)], "#94a3b8", 1, dashed: true)
            .Text(Left + (Side / 2.0), Top + Side + 40, "false positive rate", "middle")
            .Text(Left, Top - 6, "true positive rate");
        foreach (var tick in (double[])[0, 0.25, 0.5, 0.75, 1])
        {
            var text = tick.ToString("0.##", CultureInfo.InvariantCulture);
            svg.Text(At(tick, 0).X, Top + Side + 18, text, "middle").Text(Left - 8, At(0, tick).Y + 4, text, "end");
        }

        for (var i = 0; i < curves.Count; i++)
        {
            var (label, curve) = curves[i];
            var colour = Colours[i % Colours.Length];
            svg.Line(curve.Points.Select(point => At(point.FalsePositiveRate, point.TruePositiveRate)), colour, 2);
            svg.Text(Left + Side - 12, Top + Side - 16 - (18 * (curves.Count - 1 - i)), string.Create(CultureInfo.InvariantCulture, $"{label}: AUC {curve.Area:0.000}"), "end", colour);
        }

        return svg.ToString();
    }

    private static (double X, double Y) At(double x, double y) => (Left + (x * Side), Top + Side - (y * Side));
}
