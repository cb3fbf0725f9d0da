using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Guards;

/// <summary>Looks for what makes scores too good to be true: the same rows on both sides of a split, columns that give the answer away, training and test rows that differ.</summary>
/// <remarks>Checks run one after the other; the verdict depends on data, parameters and seed only. Immutable; safe to share between threads.</remarks>
public sealed record LeakGuard
{
    /// <summary>The split that is to be trusted. Default five stratified folds in the rows' order.</summary>
    public ISplitter Splitter { get; init; } = new StratifiedKFold();

    /// <summary>How near rows count as nearly the same, see <see cref="DuplicateGroups.Near(Table, double)"/>; null to compare exactly only. Default 0.05.</summary>
    public double? NearTolerance { get; init; } = 0.05;

    /// <summary>From which share of the rows that chance gets wrong a single column may get right, in (0, 1], it is a leak; with up to twice as many wrong there is a warning. For a numeric target the share is that of the target's order, squared rank correlation. Default 0.98.</summary>
    public double LeakThreshold { get; init; } = 0.98;

    /// <summary>What tells training from test rows. Default a forest of 50 small trees.</summary>
    public IClassifier DriftClassifier { get; init; } = new RandomForestClassifier { Trees = 50, MaxDepth = 6 };

    /// <summary>Checks a table before anything is trained on it.</summary>
    /// <param name="table">Features and target.</param>
    /// <param name="target">The column with the class: text, booleans or whole numbers, no nulls.</param>
    /// <param name="groups">A group per row that the splitter keeps together; null for none.</param>
    /// <param name="cancellationToken">Looked at between and within checks.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, the target cannot be used, or the rows cannot be split.</exception>
    public Verdict Check(Table table, string target, IReadOnlyList<int>? groups = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        Require.InRange(LeakThreshold, double.Epsilon, 1, nameof(LeakGuard));
        Require.InRange(NearTolerance ?? 0, 0, double.PositiveInfinity, nameof(LeakGuard), nameof(NearTolerance));
        var labels = ClassLabels.Read(table, target);
        var features = table.Without(target);
        var input = SplitInput.OfClasses(labels.Indices);
        var folds = Splitter.Split(groups is null ? input : input.WithGroups([.. groups]));

        return Verdict.Of(
            [
                .. ColumnChecks.Run(features),
                .. TargetChecks.Run(features, labels, LeakThreshold, cancellationToken),
                .. AfterTarget(features, labels, folds, groups, cancellationToken),
            ],
            "constant-column", "id-column", "target-leak", "duplicates", "near-duplicates", "resampling", "groups", "drift");
    }

    /// <summary>Checks a table with a numeric target before anything is trained on it. The splitter must be one that needs no classes.</summary>
    /// <param name="table">Features and target.</param>
    /// <param name="target">The number column to predict, no nulls.</param>
    /// <param name="groups">A group per row that the splitter keeps together; null for none.</param>
    /// <param name="cancellationToken">Looked at between and within checks.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, the target cannot be used, or the rows cannot be split.</exception>
    public Verdict CheckNumbers(Table table, string target, IReadOnlyList<int>? groups = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        Require.InRange(LeakThreshold, double.Epsilon, 1, nameof(LeakGuard));
        Require.InRange(NearTolerance ?? 0, 0, double.PositiveInfinity, nameof(LeakGuard), nameof(NearTolerance));
        var y = PipelineTarget.Numbers(table[target], "The target column");
        var features = table.Without(target);
        var input = SplitInput.OfRows(y.Length);
        var folds = Splitter.Split(groups is null ? input : input.WithGroups([.. groups]));

        return Verdict.Of(
            [.. ColumnChecks.Run(features), .. TargetChecks.RunNumbers(features, y, LeakThreshold), .. AfterTarget(features, null, folds, groups, cancellationToken)],
            "constant-column", "id-column", "target-leak", "duplicates", "near-duplicates", "groups", "drift");
    }

    /// <summary>Compares training rows with others, such as a month of production, column by column and all together.</summary>
    /// <param name="train">Features of the training rows.</param>
    /// <param name="test">The same columns of other rows; columns that only one side has are left out.</param>
    /// <param name="cancellationToken">Looked at within training the classifier.</param>
    /// <exception cref="ArgumentException">A side has no rows.</exception>
    public Verdict CheckDrift(Table train, Table test, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        Require.InRange(Math.Min(train.RowCount, test.RowCount), 1, int.MaxValue, nameof(LeakGuard), "rows");

        return Verdict.Of(DriftChecks.Run(train, test, "the test rows", DriftClassifier, cancellationToken), "drift");
    }

    /// <summary>What concerns the split: copies on both sides, identifiers left out, and training rows that differ from test rows.</summary>
    private IEnumerable<Finding> AfterTarget(
        Table features, ClassLabels? labels, IReadOnlyList<Fold> folds, IReadOnlyList<int>? groups, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string[] identifiers = [.. ColumnChecks.Run(features).Where(finding => finding.Check == "id-column").Select(finding => finding.Where)];
        var last = folds[^1];
        return
        [
            .. DuplicateChecks.Run(features.Without(identifiers), labels, folds, NearTolerance, groups),
            .. DriftChecks.Run(features.TakeRows(last.Train), features.TakeRows(last.Test), "the last fold", DriftClassifier, cancellationToken),
        ];
    }
}
