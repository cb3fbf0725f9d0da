using System.Collections;
using System.Globalization;
using Reprise.Core.Tables;

namespace Reprise.Learning.Selection.Searches;

/// <summary>Results of a search as a table.</summary>
internal static class SearchTable
{
    public static Table Of<TEstimator>(IReadOnlyList<CandidateResult<TEstimator>> results, IReadOnlyList<SelectionMetric> metrics)
    {
        var columns = new List<Column> { new Column<long>("candidate", [.. results.Select(result => (long)result.Index)]) };
        if (results.Any(result => result.Resource is not null))
        {
            columns.Add(new Column<long>("round", [.. results.Select(result => (long)result.Round)]));
            columns.Add(new Column<long>("resource", [.. results.Select(result => (long)(result.Resource ?? 0))]));
        }

        foreach (var name in results.SelectMany(result => result.Candidate.Parameters).Select(parameter => parameter.Key).Distinct(StringComparer.Ordinal))
        {
            columns.Add(Parameter($"param_{name}", [.. results.Select(result => result.Candidate.Parameters.FirstOrDefault(parameter => parameter.Key == name).Value)]));
        }

        var folds = results.Max(result => result.Folds.Count);
        for (var i = 0; i < metrics.Count; i++)
        {
            var (at, name) = (i, metrics[i].Name);
            columns.Add(Numbers($"mean_{name}", [.. results.Select(result => result.Summaries[at].Mean)]));
            columns.Add(Numbers($"std_{name}", [.. results.Select(result => result.Summaries[at].Sd)]));
            columns.Add(new Column<long>(
                $"rank_{name}", [.. SearchRules.Ranks([.. results.Select(result => SearchRules.Goodness(result.Summaries[at].Mean, metrics[at]))]).Select(rank => (long)rank)]));
            for (var fold = 0; fold < folds; fold++)
            {
                var split = fold;
                columns.Add(Numbers(
                    string.Create(CultureInfo.InvariantCulture, $"split{split}_{name}"),
                    [.. results.Select(result => split < result.Folds.Count ? result.Folds[split][at] : double.NaN)]));
            }
        }

        if (results.Any(result => result.FitTime is not null))
        {
            columns.Add(Numbers("mean_fit_seconds", [.. results.Select(result => result.FitTime?.TotalSeconds ?? double.NaN)]));
        }

        columns.Add(Texts("error", [.. results.Select(result => result.Error?.Message)]));
        return new Table(columns);
    }

    /// <summary>A column of the narrowest type that holds every value.</summary>
    private static Column Parameter(string name, object?[] values) =>
        values.All(value => value is null or int or long or uint or short or byte)
            ? new Column<long>(name, [.. values.Select(value => Convert.ToInt64(value ?? 0, CultureInfo.InvariantCulture))], Nulls(values))
        : values.All(value => value is null or int or long or uint or short or byte or double or float)
            ? new Column<double>(name, [.. values.Select(value => Convert.ToDouble(value ?? 0, CultureInfo.InvariantCulture))], Nulls(values))
        : values.All(value => value is null or bool)
            ? new Column<bool>(name, [.. values.Select(value => value is true)], Nulls(values))
        : Texts(name, [.. values.Select(value => value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture))]);

    private static Column<double> Numbers(string name, double[] values) =>
        new(name, values, new BitArray([.. values.Select(double.IsNaN)]));

    private static Column<string> Texts(string name, string?[] values) => new(name, [.. values.Select(value => value ?? "")], Nulls(values));

    private static BitArray Nulls(object?[] values) => new([.. values.Select(value => value is null)]);
}
