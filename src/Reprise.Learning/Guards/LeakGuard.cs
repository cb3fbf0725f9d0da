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

    /// <summary>From which share of the rows that chance gets wrong a single column may get right, in (0, 1], it is a leak; with up to twice as many wrong there is a warning. Default 0.98.</summary>
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

        var findings = new List<Finding>();
        findings.AddRange(ColumnChecks.Run(features));
        cancellationToken.ThrowIfCancellationRequested();
        findings.AddRange(TargetChecks.Run(features, labels, LeakThreshold, cancellationToken));
        string[] identifiers = [.. findings.Where(finding => finding.Check == "id-column").Select(finding => finding.Where)];
        findings.AddRange(DuplicateChecks.Run(features.Without(identifiers), labels, folds, NearTolerance, groups));
        cancellationToken.ThrowIfCancellationRequested();
        var last = folds[^1];
        findings.AddRange(DriftChecks.Run(features.TakeRows(last.Train), features.TakeRows(last.Test), "the last fold", DriftClassifier, cancellationToken));
        return Verdict.Of(findings, "constant-column", "id-column", "target-leak", "duplicates", "near-duplicates", "resampling", "groups", "drift");
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
}
