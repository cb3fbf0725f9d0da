namespace Reprise.Learning.Selection;

/// <summary>A metric over folds: its mean, and the population standard deviation (divided by n, as NumPy's default).</summary>
public sealed record MetricSummary(string Name, double Mean, double Sd)
{
    internal static MetricSummary Of(string name, IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return new MetricSummary(name, mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }
}
