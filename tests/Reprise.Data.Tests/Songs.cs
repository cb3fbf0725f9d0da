using Reprise.Core.Randomness;
using Reprise.Core.Tables;
using Reprise.Data.Validation;

namespace Reprise.Data.Tests;

/// <summary>A small clean data set with its contract: mood, tempo, energy, plays.</summary>
internal static class Songs
{
    public static DataContract Contract { get; } = new()
    {
        Name = "songs",
        Columns =
        [
            new ColumnContract { Name = "mood", Type = ColumnType.String, Labels = ["happy", "sad", "angry"] },
            new ColumnContract { Name = "tempo", Type = ColumnType.Double, Minimum = 40, Maximum = 250 },
            new ColumnContract { Name = "energy", Type = ColumnType.Double, Minimum = 0, Maximum = 1 },
            new ColumnContract { Name = "plays", Type = ColumnType.Long, Minimum = 0, Maximum = 1_000_000 },
        ],
        Target = "mood",
        MinClassShare = 0.2,
        MinRows = 10,
    };

    public static Table Clean(int rows, ulong seed = 7)
    {
        var rng = new Rng(seed);
        var labels = Contract.Columns[0].Labels!;
        return new Table(
            [
                new Column<string>("mood", [.. Enumerable.Range(0, rows).Select(row => labels[row % labels.Count])]),
                new Column<double>("tempo", [.. Enumerable.Range(0, rows).Select(_ => Math.Round(40 + (210 * rng.NextDouble()), 3))]),
                new Column<double>("energy", [.. Enumerable.Range(0, rows).Select(_ => Math.Round(rng.NextDouble(), 6))]),
                new Column<long>("plays", [.. Enumerable.Range(0, rows).Select(_ => (long)rng.NextInt32(1_000_000))]),
            ]);
    }
}
