namespace Reprise.Learning.Boosting;

/// <summary>The different values of a column, ascending, and how often each occurs.</summary>
internal static class DistinctValues
{
    /// <summary>Slots of the table that columns of few values (pixels, counts, ratings) are counted in, without being sorted.</summary>
    private const int Slots = 2048;

    private const int MostInTable = Slots / 4;

    /// <summary>Counts values; they may be sorted in place.</summary>
    public static (List<double> Values, List<int> Counts) Of(Span<double> values)
    {
        var table = new double[Slots];
        var tableCounts = new int[Slots];
        var used = 0;
        foreach (var value in values)
        {
            var number = value + 0.0;                           // −0 and 0 are one value
            var slot = (int)((ulong)(BitConverter.DoubleToInt64Bits(number) * -7046029254386353131L) >> 53);
            while (tableCounts[slot] != 0 && table[slot] != number)
            {
                slot = (slot + 1) & (Slots - 1);
            }

            if (tableCounts[slot]++ == 0)
            {
                table[slot] = number;
                if (++used > MostInTable)
                {
                    return OfMany(values);
                }
            }
        }

        var (found, counts) = (new List<double>(used), new List<int>(used));
        Array.Sort(table, tableCounts);
        for (var slot = 0; slot < Slots; slot++)
        {
            if (tableCounts[slot] > 0)
            {
                found.Add(table[slot]);
                counts.Add(tableCounts[slot]);
            }
        }

        return (found, counts);
    }

    private static (List<double> Values, List<int> Counts) OfMany(Span<double> values)
    {
        values.Sort();
        var (found, counts) = (new List<double>(), new List<int>());
        for (var i = 0; i < values.Length; i++)
        {
            if (i == 0 || values[i] != values[i - 1])
            {
                found.Add(values[i] + 0.0);
                counts.Add(0);
            }

            counts[^1]++;
        }

        return (found, counts);
    }
}
