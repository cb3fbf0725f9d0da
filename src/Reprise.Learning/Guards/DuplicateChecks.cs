using System.Globalization;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Guards;

/// <summary>The same rows, nearly the same rows, or rows of one group on both sides of a split.</summary>
internal static class DuplicateChecks
{
    private const double CriticalShare = 0.01;
    private const double ResampledShare = 0.3;

    public static IEnumerable<Finding> Run(Table features, ClassLabels? labels, IReadOnlyList<Fold> folds, double? nearTolerance, IReadOnlyList<int>? groups)
    {
        if (features.Columns.Count == 0)
        {
            yield break;
        }

        var exact = DuplicateGroups.Of(features);
        var shared = Shared(folds, exact.Groups);
        if (shared > 0)
        {
            yield return Found(
                "duplicates", shared, $"{Percent(shared)} of test rows have an identical copy among their training rows", $"{nameof(DuplicateGroups)}.{nameof(DuplicateGroups.Of)}");
        }

        foreach (var finding in labels is null ? [] : Resampled(labels, exact))
        {
            yield return finding;
        }

        if (labels is not null && Contradicting(labels, exact.Groups) is var contradicting && contradicting > 0)
        {
            yield return new Finding(
                Severity.Warning,
                "duplicates",
                "target",
                contradicting,
                string.Create(CultureInfo.InvariantCulture, $"{contradicting} rows have the features of another row but another class."),
                "Look at how the classes were given: no model can get all of these right.");
        }

        if (nearTolerance is { } tolerance && IsComparable(features))
        {
            var near = Shared(folds, DuplicateGroups.Near(features, tolerance).Groups);
            if (near > shared)
            {
                yield return Found(
                    "near-duplicates",
                    near,
                    string.Create(CultureInfo.InvariantCulture, $"{Percent(near)} of test rows have a nearly identical row (within {tolerance} deviations) among their training rows"),
                    $"{nameof(DuplicateGroups)}.{nameof(DuplicateGroups.Near)}");
            }
        }

        if (groups is not null && Shared(folds, [.. groups]) is var parted && parted > 0)
        {
            yield return new Finding(
                Severity.Critical,
                "groups",
                "split",
                parted,
                $"{Percent(parted)} of test rows have rows of their own group among their training rows.",
                $"Use a splitter that keeps groups together: {nameof(StratifiedGroupKFold)} or {nameof(GroupKFold)}.");
        }
    }

    private static Finding Found(string check, double share, string what, string maker) =>
        new(
            share > CriticalShare ? Severity.Critical : Severity.Warning,
            check,
            "split",
            share,
            $"{what}.",
            $"Pass `groups: {maker}(…).Groups` and use {nameof(StratifiedGroupKFold)}, or drop the copies.");

    /// <summary>The part of test rows, over all folds, whose group occurs in the fold's training rows too.</summary>
    private static double Shared(IReadOnlyList<Fold> folds, ReadOnlySpan<int> groups)
    {
        var (shared, tested) = (0L, 0L);
        foreach (var fold in folds)
        {
            var train = new HashSet<int>();
            foreach (var row in fold.Train)
            {
                train.Add(groups[row]);
            }

            foreach (var row in fold.Test)
            {
                shared += train.Contains(groups[row]) ? 1 : 0;
                tested++;
            }
        }

        return tested == 0 ? 0 : (double)shared / tested;
    }

    /// <summary>Classes most of whose rows are copies while another class has few: rows were drawn with replacement before the split.</summary>
    private static IEnumerable<Finding> Resampled(ClassLabels labels, DuplicateGroups exact)
    {
        var first = new HashSet<(int Group, int Class)>();
        var rows = new int[labels.Classes.Count];
        var copies = new int[labels.Classes.Count];
        for (var row = 0; row < labels.Indices.Length; row++)
        {
            var index = labels.Indices[row];
            rows[index]++;
            copies[index] += first.Add((exact.Groups[row], index)) ? 0 : 1;
        }

        double[] shares = [.. rows.Select((count, i) => (double)copies[i] / count)];
        for (var i = 0; i < shares.Length; i++)
        {
            if (shares[i] >= ResampledShare && shares.Min() < shares[i] / 3)
            {
                yield return new Finding(
                    Severity.Critical,
                    "resampling",
                    labels.Classes[i],
                    shares[i],
                    $"{Percent(shares[i])} of the rows of this class are copies, of another class {Percent(shares.Min())}: rows were repeated before the split.",
                    "Split first and resample training rows only, or weigh classes instead.");
            }
        }
    }

    /// <summary>Rows in groups of identical features that have more than one class.</summary>
    private static int Contradicting(ClassLabels labels, ReadOnlySpan<int> groups)
    {
        var classOf = new Dictionary<int, int>();
        var mixed = new HashSet<int>();
        for (var row = 0; row < groups.Length; row++)
        {
            if (!classOf.TryAdd(groups[row], labels.Indices[row]) && classOf[groups[row]] != labels.Indices[row])
            {
                mixed.Add(groups[row]);
            }
        }

        var count = 0;
        foreach (var group in groups)
        {
            count += mixed.Contains(group) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether there is a number column, and all numbers are finite or null.</summary>
    private static bool IsComparable(Table features)
    {
        Column[] numbers = [.. features.Columns.Where(column => column.Type is ColumnType.Double or ColumnType.Long)];
        return numbers.Length > 0
            && Array.TrueForAll(numbers, column => Enumerable.Range(0, column.Length).All(row => column.IsNull(row) || double.IsFinite(column.NumberAt(row))));
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share:P1}");
}
