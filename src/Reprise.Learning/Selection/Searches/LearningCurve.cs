using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection.Searches;

/// <summary>How an estimator does with more and more training rows: whether more data would help, and whether it memorises.</summary>
/// <remarks>Smaller sets of rows are part of larger ones, and classes keep their shares; test rows are always all of the fold's. Immutable; safe to share between threads.</remarks>
public sealed record LearningCurve
{
    /// <summary>Parts of each fold's training rows, each in (0, 1]. Default 0.1, 0.325, 0.55, 0.775, 1.</summary>
    public IReadOnlyList<double> Fractions { get; init; } = [0.1, 0.325, 0.55, 0.775, 1];

    /// <inheritdoc cref="GridSearch{TEstimator}.Splitter"/>
    public ISplitter Splitter { get; init; } = new AutoKFold();

    /// <summary>Seed of the choice of rows, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <inheritdoc cref="GridSearch{TEstimator}.MaxWorkers"/>
    public int? MaxWorkers { get; init; }

    /// <summary>A point per fraction, in order.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, a fraction leaves no row, or the estimator cannot be fitted on so few.</exception>
    public IReadOnlyList<CurvePoint> Run<TEstimator, TModel>(
        TEstimator estimator, ISelectionData<TEstimator, TModel> data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.InRange(Fractions.Count, 1, int.MaxValue, nameof(LearningCurve), nameof(Fractions));
        Require.InRange(Seed, 0, int.MaxValue, nameof(LearningCurve));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(LearningCurve), nameof(MaxWorkers));
        foreach (var fraction in Fractions)
        {
            Require.InRange(fraction, double.Epsilon, 1, nameof(LearningCurve), nameof(Fractions));
        }

        var rng = new Rng((ulong)Seed);
        var folds = Splitter.Split(data.Rows);
        int[][] orders = [.. folds.Select((fold, i) => RowOrder.Shuffled(fold.Train, data.Rows.Classes, rng.Fork((ulong)i)))];
        return CurveRunner.Run(
            data,
            [
                .. Fractions.Select(fraction =>
                {
                    int[] rows = [.. orders.Select(order => (int)Math.Round(fraction * order.Length))];
                    return rows.Min() < 1
                        ? throw new ArgumentException(
                            string.Create(CultureInfo.InvariantCulture, $"`{nameof(Fractions)}` of `{nameof(LearningCurve)}` leave no row: {fraction} of {orders.Min(order => order.Length)}."))
                        : (rows.Min(), (string?)null, estimator, folds.Select((fold, i) => (RowOrder.Sorted(orders[i].AsSpan(0, rows[i])), fold.TestMemory)).ToArray());
                }),
            ],
            MaxWorkers,
            cancellationToken);
    }
}
