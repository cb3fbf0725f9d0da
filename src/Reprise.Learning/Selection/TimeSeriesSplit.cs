using System.Globalization;
using Reprise.Core.Errors;

namespace Reprise.Learning.Selection;

/// <summary>Folds of rows in the order of time: each trains on what came before its test rows. The folds of scikit-learn's <c>TimeSeriesSplit</c>.</summary>
public sealed record TimeSeriesSplit : ISplitter
{
    /// <summary>Number of folds, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Rows left out between training and test rows, at least 0: as many as a target looks ahead. Default 0.</summary>
    public int Gap { get; init; }

    /// <summary>Rows tested per fold, at least 1; null for rows ÷ (folds + 1), rounded down. Default null.</summary>
    public int? TestRows { get; init; }

    /// <summary>Most rows to train on, at least 1, the last before the gap; null for all. Default null.</summary>
    public int? MaxTrainRows { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Fold> Split(SplitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Require.InRange(Folds, 2, int.MaxValue, nameof(TimeSeriesSplit));
        Require.InRange(Gap, 0, int.MaxValue, nameof(TimeSeriesSplit));
        Require.InRange(TestRows ?? 1, 1, int.MaxValue, nameof(TimeSeriesSplit), nameof(TestRows));
        Require.InRange(MaxTrainRows ?? 1, 1, int.MaxValue, nameof(TimeSeriesSplit), nameof(MaxTrainRows));
        var test = TestRows ?? (int)(input.Rows / (Folds + 1L));
        var first = input.Rows - ((long)Folds * test);
        if (test < 1 || first - Gap < 1)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{nameof(TimeSeriesSplit)}` leaves no row to train on: {Folds} folds of {test} test rows after a gap of {Gap} in {input.Rows} rows. Lower them or add data."));
        }

        var folds = new Fold[Folds];
        for (var i = 0; i < folds.Length; i++)
        {
            var start = (int)first + (i * test);
            var end = start - Gap;
            var from = MaxTrainRows is { } most ? Math.Max(0, end - most) : 0;
            folds[i] = new Fold([.. Enumerable.Range(from, end - from)], [.. Enumerable.Range(start, test)]);
        }

        return folds;
    }
}
