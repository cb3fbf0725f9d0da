using System.Text;
using Reprise.Core.Randomness;
using Reprise.Core.Tables;
using Reprise.Data.Csv;

namespace TurkishMusic;

/// <summary>Makes up a table of the data set's schema, for machines on which the data cannot be had. It shows that the loop runs, nothing about music.</summary>
/// <remarks>
/// Each feature is bell-shaped within its real range. Every fourth feature's centre depends on the mood, so little that moods overlap: a forest
/// finds most of them and not all. Additions and multiplications only, so that the bytes are the same on every machine.
/// </remarks>
public static class TurkishMusicSample
{
    private const int RowsPerLabel = 100;
    private const ulong Seed = 862;

    /// <summary>Spread of a feature and distance between the centres of neighbouring moods, as shares of the feature's range.</summary>
    private const double Spread = 0.14, Step = 0.075;

    /// <summary>The sample: 100 rows for each mood, in the order of the original, no two rows alike.</summary>
    public static Table Create()
    {
        var labels = TurkishMusicDataset.Labels;
        var rows = labels.Count * RowsPerLabel;
        List<Column> columns = [new Column<string>(TurkishMusicDataset.Target, [.. Enumerable.Range(0, rows).Select(row => labels[row / RowsPerLabel])])];
        var rng = new Rng(Seed);
        int[] order = [.. Enumerable.Range(0, labels.Count)];
        for (var i = 0; i < TurkishMusicFeatures.All.Count; i++)
        {
            var (name, minimum, maximum) = TurkishMusicFeatures.All[i];
            rng.Shuffle<int>(order);
            var values = new double[rows];
            for (var row = 0; row < rows; row++)
            {
                var shift = i % 4 == 0 ? Step * (order[row / RowsPerLabel] - 1.5) : 0;
                var share = Math.Clamp(0.5 + shift + (Spread * Normal(rng)), 0, 1);
                values[row] = Math.Round(minimum + ((maximum - minimum) * share), 3);
            }

            columns.Add(new Column<double>(name, values));
        }

        return new Table(columns);
    }

    /// <summary>The sample as CSV, the same bytes every time.</summary>
    public static void Write(Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        CsvWriter.Write(text, Create());
    }

    /// <summary>Nearly standard normal: the sum of twelve uniforms less six.</summary>
    private static double Normal(Rng rng)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += rng.NextDouble();
        }

        return sum;
    }
}
