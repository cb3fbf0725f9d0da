using System.Globalization;
using System.Text;

namespace Reprise.Server.Operations;

/// <summary>Writes Prometheus' text format 0.0.4.</summary>
internal static class PrometheusText
{
    /// <summary>The content type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>A metric or label name by the format's rule: letters, digits and underscores.</summary>
    public static string Name(string name) => string.Create(name.Length, name, static (span, text) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = char.IsAsciiLetterOrDigit(text[i]) ? text[i] : '_';
        }
    });

    /// <summary>One label with its value escaped.</summary>
    public static string Label(string name, string value) =>
        $"{Name(name)}=\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    /// <summary>A number as the format spells it.</summary>
    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>What stands before the samples of a metric.</summary>
    public static StringBuilder Header(this StringBuilder text, string name, string help, string type) => text
        .Append("# HELP ").Append(name).Append(' ')
        .Append(help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n')
        .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    /// <summary>One sample; the labels as <see cref="Label"/> writes them, separated by commas.</summary>
    public static StringBuilder Sample(this StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        return text.Append(' ').Append(Number(value)).Append('\n');
    }
}
