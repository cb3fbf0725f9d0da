using System.Globalization;

namespace Reprise.Autolog.Reports;

/// <summary>The most important features as horizontal bars.</summary>
public static class ImportancesPicture
{
    private const int BarHeight = 22, NameWidth = 240, BarWidth = 320, Top = 46;

    /// <summary>The picture as SVG: at most <paramref name="most"/> features, the most important first.</summary>
    public static string Draw(IReadOnlyList<string> features, ReadOnlySpan<double> importances, int most = 20)
    {
        ArgumentNullException.ThrowIfNull(features);
        var shown = features.Zip(importances.ToArray()).OrderByDescending(pair => pair.Second).ThenBy(pair => pair.First, StringComparer.Ordinal).Take(most).ToArray();
        var largest = shown.Length > 0 && shown[0].Second > 0 ? shown[0].Second : 1;
        var svg = new Svg(NameWidth + BarWidth + 80, Top + (shown.Length * BarHeight) + 16, "Feature importances")
            .Text(16, 24, shown.Length < features.Count ? $"Feature importances, the first {shown.Length.ToString(CultureInfo.InvariantCulture)} of {features.Count.ToString(CultureInfo.InvariantCulture)}" : "Feature importances", bold: true);
        for (var i = 0; i < shown.Length; i++)
        {
            var (name, importance) = shown[i];
            var y = Top + (i * BarHeight);
            var width = BarWidth * importance / largest;
            svg.Text(NameWidth - 8, y + 15, Shortened(name), "end")
                .Rect(NameWidth, y + 3, width, BarHeight - 6, "#0072b2")
                .Text(NameWidth + width + 6, y + 15, importance.ToString("0.000", CultureInfo.InvariantCulture));
        }

        return svg.ToString();
    }

    private static string Shortened(string name) => name.Length <= 32 ? name : name[..31] + "…";
}
