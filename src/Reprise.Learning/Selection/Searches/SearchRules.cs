namespace Reprise.Learning.Selection.Searches;

/// <summary>What searches share: looking metrics up, and comparing them.</summary>
internal static class SearchRules
{
    public static int IndexOf(IReadOnlyList<SelectionMetric> metrics, string? name)
    {
        for (var i = 0; i < metrics.Count; i++)
        {
            if (name is null || metrics[i].Name == name)
            {
                return i;
            }
        }

        throw new KeyNotFoundException($"No metric '{name}' was evaluated, only {string.Join(", ", metrics.Select(metric => metric.Name))}.");
    }

    /// <summary>A metric as a number of which more is better; −∞ for one that is not defined.</summary>
    public static double Goodness(double value, SelectionMetric metric) =>
        double.IsNaN(value) ? double.NegativeInfinity : metric.LowerIsBetter ? -value : value;

    /// <summary>1 for the best, equal ranks for equal values, as scikit-learn ranks.</summary>
    public static int[] Ranks(IReadOnlyList<double> goodness)
    {
        var sorted = goodness.OrderDescending().ToList();
        return [.. goodness.Select(value => sorted.IndexOf(value) + 1)];
    }
}
