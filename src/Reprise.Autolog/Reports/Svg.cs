using System.Globalization;
using System.Text;

namespace Reprise.Autolog.Reports;

/// <summary>Builds a small SVG picture: text is escaped, numbers are culture-invariant, nothing is loaded from elsewhere.</summary>
internal sealed class Svg
{
    private readonly StringBuilder _content = new();

    public Svg(int width, int height, string title)
    {
        Append($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" """);
        Append($"""aria-label="{Escape(title)}" font-family="system-ui, sans-serif" font-size="13"><title>{Escape(title)}</title>""");
        Append($"""<rect width="{width}" height="{height}" fill="#ffffff"/>""");
    }

    public Svg Rect(double x, double y, double width, double height, string fill)
    {
        Append($"""<rect x="{x:0.##}" y="{y:0.##}" width="{width:0.##}" height="{height:0.##}" fill="{fill}"/>""");
        return this;
    }

    public Svg Text(double x, double y, string text, string anchor = "start", string fill = "#1f2937", bool bold = false)
    {
        Append($"""<text x="{x:0.##}" y="{y:0.##}" text-anchor="{anchor}" fill="{fill}"{(bold ? " font-weight=\"600\"" : "")}>{Escape(text)}</text>""");
        return this;
    }

    public Svg Line(IEnumerable<(double X, double Y)> points, string stroke, double width = 1.5, bool dashed = false)
    {
        var path = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.##},{point.Y:0.##}")));
        Append($"""<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width:0.##}"{(dashed ? " stroke-dasharray=\"4 4\"" : "")}/>""");
        return this;
    }

    /// <summary>The whole document.</summary>
    public override string ToString() => _content + "</svg>\n";

    private void Append(FormattableString text) => _content.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
}
