using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Explanation;

/// <summary>What a fitted model loses when one feature's values are dealt out to other rows (Breiman 2001, Fisher et al. 2019). Use rows the model was not fitted on.</summary>
/// <remarks>
/// A feature that another one can stand in for looks unimportant. Each feature and repeat has a random stream of its own, so the result is the same for
/// any number of workers. O(features · repeats) predictions of all rows. Immutable; safe to share between threads.
/// </remarks>
public sealed record PermutationImportance
{
    /// <summary>How often each feature is shuffled, at least 1. Default 5.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>Seed of the shuffling, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Most predictions at once, at least 1; null for one per processor. Does not change the result. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <summary>Importances for a classifier on a matrix.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="x">Samples × features.</param>
    /// <param name="y">A class index per row.</param>
    /// <param name="metric">What falls; null for accuracy.</param>
    /// <param name="names">A name per feature; null for x0, x1, ….</param>
    /// <param name="cancellationToken">Looked at once per prediction.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, the data do not fit the model, or the metric is not defined on the rows.</exception>
    public ImportanceReport Of(
        IClassifierModel model,
        MatrixView x,
        ReadOnlySpan<int> y,
        ClassificationMetric? metric = null,
        IReadOnlyList<string>? names = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        Require.SameRows(x, y.Length);
        metric ??= ClassificationMetric.Accuracy;
        var truth = y.ToArray();
        string[] classes = [.. Enumerable.Range(0, model.ClassCount).Select(index => index.ToString(CultureInfo.InvariantCulture))];
        return Run(
            metric.Name,
            metric.LowerIsBetter,
            x.Rows,
            Names(names, x.Columns),
            (feature, order) => metric.Compute(new ClassificationOutcome(truth, model.PredictProbabilities(Shuffled(x, feature, order), cancellationToken), classes)),
            cancellationToken);
    }

    /// <summary>Importances for a regressor on a matrix.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="x">Samples × features.</param>
    /// <param name="y">A finite value per row.</param>
    /// <param name="metric">What falls; null for R².</param>
    /// <param name="names">A name per feature; null for x0, x1, ….</param>
    /// <param name="cancellationToken">Looked at once per prediction.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the data do not fit the model.</exception>
    public ImportanceReport Of(
        IRegressorModel model,
        MatrixView x,
        ReadOnlySpan<double> y,
        RegressionMetric? metric = null,
        IReadOnlyList<string>? names = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        Require.SameRows(x, y.Length);
        metric ??= RegressionMetric.R2;
        var truth = y.ToArray();
        return Run(
            metric.Name,
            metric.LowerIsBetter,
            x.Rows,
            Names(names, x.Columns),
            (feature, order) => metric.Compute(new RegressionOutcome(truth, model.Predict(Shuffled(x, feature, order), cancellationToken))),
            cancellationToken);
    }

    /// <summary>Importances of the columns a fitted classifier pipeline reads.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="table">Features and target.</param>
    /// <param name="metric">What falls; null for accuracy.</param>
    /// <param name="cancellationToken">Looked at once per prediction.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, the table does not fit the model, or it has a class the model does not know.</exception>
    public ImportanceReport Of(ITabularClassifier model, Table table, ClassificationMetric? metric = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        metric ??= ClassificationMetric.Accuracy;
        var truth = ClassLabels.Read(table, model.Target);
        int[] indices = [.. truth.Classes.Select(label => model.Classes.ToList().IndexOf(label))];
        if (Array.IndexOf(indices, -1) is var unknown && unknown >= 0)
        {
            throw new ArgumentException($"The model does not know the class '{truth.Classes[unknown]}' of column '{model.Target}'.", nameof(table));
        }

        int[] y = [.. truth.Indices.ToArray().Select(index => indices[index])];
        return Run(
            metric.Name,
            metric.LowerIsBetter,
            table.RowCount,
            [.. model.Inputs.Select(input => input.Name)],
            (feature, order) => metric.Compute(
                new ClassificationOutcome(y, model.Predict(Shuffled(table, model, feature, order), cancellationToken).Probabilities, model.Classes)),
            cancellationToken);
    }

    /// <summary>Importances of the columns a fitted regressor pipeline reads.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="table">Features and target.</param>
    /// <param name="metric">What falls; null for R².</param>
    /// <param name="cancellationToken">Looked at once per prediction.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the table does not fit the model.</exception>
    public ImportanceReport Of(ITabularRegressor model, Table table, RegressionMetric? metric = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        metric ??= RegressionMetric.R2;
        var y = PipelineTarget.Numbers(table[model.Target], "The target column");
        return Run(
            metric.Name,
            metric.LowerIsBetter,
            table.RowCount,
            [.. model.Inputs.Select(input => input.Name)],
            (feature, order) => metric.Compute(new RegressionOutcome(y, model.Predict(Shuffled(table, model, feature, order), cancellationToken))),
            cancellationToken);
    }

    /// <summary>Scores once as is (feature −1), then each feature in each repeat.</summary>
    private ImportanceReport Run(
        string metric, bool lowerIsBetter, int rows, IReadOnlyList<string> names, Func<int, int[], double> score, CancellationToken cancellationToken)
    {
        Require.InRange(Repeats, 1, int.MaxValue, nameof(PermutationImportance));
        Require.InRange(Seed, 0, int.MaxValue, nameof(PermutationImportance));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(PermutationImportance), nameof(MaxWorkers));

        var baseline = score(-1, []);
        var seeds = new Rng((ulong)Seed);
        var falls = new double[checked(names.Count * Repeats)];
        Workers.Run(
            falls.Length,
            MaxWorkers,
            item =>
            {
                var (feature, repeat) = Math.DivRem(item, Repeats);
                int[] order = [.. Enumerable.Range(0, rows)];
                seeds.Fork((ulong)feature).Fork((ulong)repeat).Shuffle<int>(order);
                var shuffled = score(feature, order);
                falls[item] = lowerIsBetter ? shuffled - baseline : baseline - shuffled;
            },
            cancellationToken);

        return new ImportanceReport(
            metric,
            baseline,
            [
                .. names.Select((name, feature) =>
                {
                    var own = falls[(feature * Repeats)..((feature + 1) * Repeats)];
                    var summary = MetricSummary.Of(name, own);
                    return new FeatureImportance(name, summary.Mean, summary.Sd, own);
                }),
            ]);
    }

    private static IReadOnlyList<string> Names(IReadOnlyList<string>? names, int columns)
    {
        if (names is not null)
        {
            Require.Names(names, columns);
        }

        return names ?? [.. Enumerable.Range(0, columns).Select(i => string.Create(CultureInfo.InvariantCulture, $"x{i}"))];
    }

    private static MatrixView Shuffled(MatrixView x, int feature, int[] order)
    {
        if (feature < 0)
        {
            return x;
        }

        var copy = new Matrix(x.Rows, x.Columns);
        x.Values.CopyTo(copy.Values);
        for (var row = 0; row < order.Length; row++)
        {
            copy[row, feature] = x[order[row], feature];
        }

        return copy;
    }

    private static Table Shuffled(Table table, ITabularModel model, int feature, int[] order) =>
        feature < 0 ? table : table.With(table[model.Inputs[feature].Name].TakeRows(order));
}
