using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Boosting;

/// <summary>Turns a matrix into bins: bounds from a sample, bins of every row, panels for summing. O(rows · columns · log bins).</summary>
internal static class Binning
{
    /// <summary>Rows the bounds are taken from, at most, as in LightGBM and scikit-learn.</summary>
    private const int SampleRows = 200_000;

    /// <summary>A column is kept sparse when this part of its rows is in one bin.</summary>
    private const double SparseShare = 0.6;

    private const int RowBlock = 4096;

    private const int ColumnGroup = 8;

    public static BinnedData Of(MatrixView x, ReadOnlySpan<bool> categorical, int maxBins, Rng rng, ParallelOptions parallel, string owner)
    {
        var isCategorical = categorical.ToArray();
        var sample = Sample(x.Rows, rng);
        var bins = new ColumnBins[x.Columns];
        var problems = new string?[x.Columns];
        Parallel.For(0, (x.Columns + ColumnGroup - 1) / ColumnGroup, parallel, group =>
        {
            var columns = Math.Min(ColumnGroup, x.Columns - (group * ColumnGroup));
            var numbers = SampleOf(x, group * ColumnGroup, columns, sample);
            for (var i = group * ColumnGroup; i < (group * ColumnGroup) + columns; i++)
            {
                bins[i] = isCategorical[i] ? Categories(x, i, maxBins, owner, out problems[i])! : Numbers(x, i, numbers[i % ColumnGroup], sample, maxBins);
            }
        });
        if (Array.Find(problems, problem => problem is not null) is { } first)
        {
            throw new ArgumentException(first, nameof(x));
        }

        var columns = new byte[x.Columns][];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = GC.AllocateUninitializedArray<byte>(x.Rows);
        }

        Parallel.For(0, (x.Rows + RowBlock - 1) / RowBlock, parallel, block =>
        {
            var (from, to) = (block * RowBlock, Math.Min(x.Rows, (block + 1) * RowBlock));
            for (var i = 0; i < columns.Length; i++)
            {
                bins[i].Find(x.Values[((from * x.Columns) + i)..], x.Columns, columns[i].AsSpan(from, to - from));
            }
        });
        return Panels(x.Rows, bins, columns, parallel);
    }

    private static int[] Sample(int rows, Rng rng)
    {
        var sample = new int[Math.Min(rows, SampleRows)];
        var taken = 0;
        for (var row = 0; taken < sample.Length; row++)
        {
            if (sample.Length == rows || rng.NextInt32(rows - row) < sample.Length - taken)     // selection sampling (Knuth, algorithm S)
            {
                sample[taken++] = row;
            }
        }

        return sample;
    }

    /// <summary>The sampled values of neighbouring columns: a row's lie in one cache line.</summary>
    private static double[][] SampleOf(MatrixView x, int first, int count, int[] sample)
    {
        var values = new double[count][];
        for (var i = 0; i < count; i++)
        {
            values[i] = GC.AllocateUninitializedArray<double>(sample.Length);
        }

        var all = x.Values;
        for (var at = 0; at < sample.Length; at++)
        {
            var row = all.Slice((sample[at] * x.Columns) + first, count);
            for (var i = 0; i < row.Length; i++)
            {
                values[i][at] = row[i];
            }
        }

        return values;
    }

    private static ColumnBins Numbers(MatrixView x, int column, double[] values, int[] sample, int maxBins)
    {
        var count = 0;
        foreach (var value in values)
        {
            values[count] = value;
            count += double.IsNaN(value) ? 0 : 1;
        }

        var missing = count < values.Length;
        for (var row = 0; row < x.Rows && !missing && sample.Length < x.Rows; row++)
        {
            missing = double.IsNaN(x.Values[(row * x.Columns) + column]);
        }

        return ColumnBins.OfNumbers(values.AsSpan(0, count), missing, maxBins);
    }

    private static ColumnBins? Categories(MatrixView x, int column, int maxBins, string owner, out string? problem)
    {
        problem = null;
        var (missing, counts) = (false, new int[1]);
        for (var row = 0; row < x.Rows; row++)
        {
            var value = x.Row(row)[column];
            if (double.IsNaN(value))
            {
                missing = true;
                continue;
            }

            if (!(value >= 0 && value <= ColumnBins.MaxCategory && double.IsInteger(value)))
            {
                problem = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column {column} is categorical in `{owner}`: its values must be whole numbers in [0, {ColumnBins.MaxCategory}], or NaN. Got {value} at row {row}.");
                return null;
            }

            if (value >= counts.Length)
            {
                Array.Resize(ref counts, Math.Max((int)value + 1, Math.Min(2 * counts.Length, ColumnBins.MaxCategory + 1)));
            }

            counts[(int)value]++;
        }

        return ColumnBins.OfCategories(counts, missing, maxBins);
    }

    private static BinnedData Panels(int rows, ColumnBins[] bins, byte[][] columns, ParallelOptions parallel)
    {
        var defaults = new int[bins.Length];
        Parallel.For(0, bins.Length, parallel, i => defaults[i] = MostFrequent(columns[i]) is var (bin, count) && count > SparseShare * rows ? bin : -1);

        var offsets = new int[bins.Length];
        var dense = new List<DensePanel>();
        var sparse = new List<SparsePanel>();
        var length = 0;
        int[] denseColumns = [.. Enumerable.Range(0, bins.Length).Where(i => defaults[i] < 0)];
        foreach (var part in denseColumns.Chunk(DensePanel.MaxColumns))
        {
            var panel = new DensePanel(new ulong[(long)rows * ((part.Length + 7) / 8)], (part.Length + 7) / 8, part.Length, length);
            dense.Add(panel);
            foreach (var i in part)
            {
                offsets[i] = length;
                length = checked(length + DensePanel.Stride);
            }

            Parallel.For(0, (rows + RowBlock - 1) / RowBlock, parallel, block => Fill(panel, part, columns, block * RowBlock, Math.Min(rows, (block + 1) * RowBlock)));
        }

        var pending = new List<int>();
        var start = length;
        for (var i = 0; i < bins.Length; i++)
        {
            if (defaults[i] < 0)
            {
                continue;
            }

            if (length + bins[i].Bins - start > SparsePanel.MaxBins)
            {
                sparse.Add(List(rows, pending, columns, defaults, offsets, start));
                pending.Clear();
                start = length;
            }

            pending.Add(i);
            offsets[i] = length;
            length = checked(length + bins[i].Bins);
        }

        if (pending.Count > 0)
        {
            sparse.Add(List(rows, pending, columns, defaults, offsets, start));
        }

        return new BinnedData
        {
            Rows = rows, Bins = bins, Columns = columns, Offsets = offsets, DefaultBins = defaults, Dense = [.. dense], Sparse = [.. sparse], HistogramLength = length,
        };
    }

    private static (int Bin, int Count) MostFrequent(byte[] column)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (var bin in column)
        {
            counts[bin]++;
        }

        var best = 0;
        for (var bin = 1; bin < counts.Length; bin++)
        {
            best = counts[bin] > counts[best] ? bin : best;
        }

        return (best, counts[best]);
    }

    private static void Fill(DensePanel panel, int[] part, byte[][] columns, int from, int to)
    {
        var words = panel.Rows;
        for (var i = 0; i < part.Length; i++)
        {
            var (column, word, shift) = (columns[part[i]], i / 8, 8 * (i % 8));
            for (var row = from; row < to; row++)
            {
                words[(row * panel.Words) + word] |= (ulong)column[row] << shift;
            }
        }
    }

    private static SparsePanel List(int rows, List<int> part, byte[][] columns, int[] defaults, int[] offsets, int start)
    {
        var starts = new int[rows + 1];
        foreach (var i in part)
        {
            var (column, skipped) = (columns[i], defaults[i]);
            for (var row = 0; row < rows; row++)
            {
                starts[row + 1] += column[row] == skipped ? 0 : 1;
            }
        }

        for (var row = 0; row < rows; row++)
        {
            starts[row + 1] = checked(starts[row + 1] + starts[row]);
        }

        var entries = GC.AllocateUninitializedArray<ushort>(starts[rows]);
        var next = starts.AsSpan(0, rows).ToArray();
        foreach (var i in part)
        {
            var (column, skipped, place) = (columns[i], defaults[i], offsets[i] - start);
            for (var row = 0; row < rows; row++)
            {
                if (column[row] != skipped)
                {
                    entries[next[row]++] = (ushort)(place + column[row]);
                }
            }
        }

        return new SparsePanel(starts, entries, start);
    }
}
