using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Fairness;

/// <summary>Compares a classifier's predictions between groups of rows, such as sex or age band. The group column need not be a feature.</summary>
/// <remarks>O(rows · resamples). Immutable; safe to share between threads.</remarks>
public sealed record FairnessCheck
{
    /// <summary>Groups with fewer rows, positives or negatives are warned about, at least 1. Default 30.</summary>
    public int SmallGroup { get; init; } = 30;

    /// <summary>How gaps get their intervals. Default 1000 percentile resamples at 95 %; its level is that of the rates' intervals too.</summary>
    public Bootstrap Bootstrap { get; init; } = new() { Method = BootstrapMethod.Percentile };

    /// <summary>Compares groups.</summary>
    /// <param name="outcome">Truth and predictions.</param>
    /// <param name="groups">The group of each row.</param>
    /// <param name="positive">The class that counts as selected; null for the second of two.</param>
    /// <param name="cancellationToken">Looked at once per resample.</param>
    /// <exception cref="ArgumentException">There is not a group per row, only one group, or no such class.</exception>
    public FairnessReport Of(ClassificationOutcome outcome, IReadOnlyList<string> groups, string? positive = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(groups);
        Require.InRange(SmallGroup, 1, int.MaxValue, nameof(FairnessCheck));
        var index = positive is null && outcome.Classes.Count == 2 ? 1 : outcome.Classes.ToList().IndexOf(positive ?? "");
        if (index < 0 || groups.Count != outcome.Truth.Length)
        {
            throw new ArgumentException(
                index < 0
                    ? $"Name the class that counts as selected, one of {string.Join(", ", outcome.Classes)}. Got {positive ?? "none"}."
                    : string.Create(CultureInfo.InvariantCulture, $"There are {groups.Count} groups for {outcome.Truth.Length} rows; each row needs one."),
                index < 0 ? nameof(positive) : nameof(groups));
        }

        var labels = ClassLabels.Encode(groups);
        if (labels.Classes.Count < 2)
        {
            throw new ArgumentException("There is one group only; fairness compares at least two.", nameof(groups));
        }

        var rows = Rows(outcome, labels, index);
        var all = GroupCounts.Of(rows, labels.Classes.Count, [.. Enumerable.Range(0, rows.Length)]);
        return new FairnessReport
        {
            Positive = outcome.Classes[index],
            Groups = [.. labels.Classes.Select((name, group) => all[group].Rates(name, Bootstrap.Level))],
            DemographicParityDifference = Gap(counts => Spread(counts, group => group.Selection)),
            DisparateImpact = Gap(Ratio),
            EqualizedOddsDifference = Gap(counts => Math.Max(Spread(counts, group => group.TruePositive), Spread(counts, group => group.FalsePositive))),
            EqualOpportunityDifference = Gap(counts => Spread(counts, group => group.TruePositive)),
            Warnings = [.. labels.Classes.SelectMany((name, group) => Warnings(name, all[group]))],
        };

        ConfidenceInterval Gap(Func<GroupCounts[], double> gap)
        {
            var value = gap(all);
            if (!double.IsFinite(value))
            {
                return new ConfidenceInterval(double.NaN, double.NaN, double.NaN, Bootstrap.Level);
            }

            try
            {
                return Bootstrap.Of(rows.Length, drawn => gap(GroupCounts.Of(rows, labels.Classes.Count, drawn.Span)), cancellationToken);
            }
            catch (ArgumentException)
            {
                return new ConfidenceInterval(value, double.NaN, double.NaN, Bootstrap.Level);      // groups so small that most resamples miss one
            }
        }
    }

    /// <summary>Compares groups of a table's rows by the predictions of a fitted pipeline.</summary>
    /// <param name="model">What predicts.</param>
    /// <param name="table">Features, target and groups.</param>
    /// <param name="groupColumn">The column with the group; null is a group of its own.</param>
    /// <param name="positive">The class that counts as selected; null for the second of two.</param>
    /// <param name="cancellationToken">Looked at once per resample.</param>
    /// <exception cref="ArgumentException">The table does not fit the model, or there is only one group.</exception>
    public FairnessReport Of(ITabularClassifier model, Table table, string groupColumn, string? positive = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        var truth = ClassLabels.Read(table, model.Target);
        var known = model.Classes.ToList();
        int[] y = [.. truth.Indices.ToArray().Select(i => known.IndexOf(truth.Classes[i]))];
        var column = table[groupColumn];
        return Of(
            new ClassificationOutcome(y, model.Predict(table, cancellationToken).Probabilities, model.Classes),
            [.. Enumerable.Range(0, table.RowCount).Select(row => column.TextAt(row) ?? "(null)")],
            positive,
            cancellationToken);
    }

    private static (int Group, bool Truth, bool Predicted)[] Rows(ClassificationOutcome outcome, ClassLabels labels, int positive)
    {
        var rows = new (int, bool, bool)[outcome.Truth.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = (labels.Indices[row], outcome.Truth[row] == positive, outcome.Predicted[row] == positive);
        }

        return rows;
    }

    /// <summary>Highest less lowest; NaN when a group has no rate.</summary>
    private static double Spread(GroupCounts[] counts, Func<GroupCounts, double> rate) =>
        Array.Exists(counts, group => double.IsNaN(rate(group))) ? double.NaN : counts.Max(rate) - counts.Min(rate);

    private static double Ratio(GroupCounts[] counts)
    {
        var highest = counts.Max(group => group.Selection);
        return Array.Exists(counts, group => double.IsNaN(group.Selection)) || highest == 0 ? double.NaN : counts.Min(group => group.Selection) / highest;
    }

    private IEnumerable<string> Warnings(string name, GroupCounts counts)
    {
        if (counts.Rows < SmallGroup)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"group '{name}' has {counts.Rows} rows, fewer than {SmallGroup}; its rates say little.");
        }
        else if (counts.Positives < SmallGroup || counts.Rows - counts.Positives < SmallGroup)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"group '{name}' has {counts.Positives} positive and {counts.Rows - counts.Positives} negative rows; of fewer than {SmallGroup} the true or false positive rate says little.");
        }
    }
}
