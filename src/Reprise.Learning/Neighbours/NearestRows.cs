using System.Runtime.Intrinsics;
using Reprise.Learning.Distances;

namespace Reprise.Learning.Neighbours;

/// <summary>The nearest rows of one point so far, ascending by distance, then by row.</summary>
internal readonly ref struct NearestRows
{
    private readonly Span<double> _sums;
    private readonly Span<int> _rows;

    /// <summary>Uses two spans of as many places as neighbours are wanted.</summary>
    public NearestRows(Span<double> sums, Span<int> rows)
    {
        _sums = sums;
        _rows = rows;
    }

    /// <summary>The sum nothing above gets a place with.</summary>
    public double Worst => _sums[^1];

    /// <summary>Empties all places.</summary>
    public void Clear()
    {
        _sums.Fill(double.PositiveInfinity);
        _rows.Fill(int.MaxValue);
    }

    /// <summary>Takes eight rows; those numbered −1 fill up the group and are passed over.</summary>
    public void OfferGroup(ReadOnlySpan<double> sums, ReadOnlySpan<int> rows)
    {
        var worst = Vector256.Create(Worst);
        if (!Vector256.LessThanOrEqualAny(Vector256.Create(sums), worst) && !Vector256.LessThanOrEqualAny(Vector256.Create(sums[4..]), worst))
        {
            return;
        }

        for (var lane = 0; lane < RowLanes.Lanes; lane++)
        {
            if (rows[lane] >= 0 && (sums[lane] < Worst || (sums[lane] == Worst && rows[lane] < _rows[^1])))
            {
                Insert(sums[lane], rows[lane]);
            }
        }
    }

    private void Insert(double sum, int row)
    {
        var at = _sums.Length - 1;
        for (; at > 0 && (_sums[at - 1] > sum || (_sums[at - 1] == sum && _rows[at - 1] > row)); at--)
        {
            (_sums[at], _rows[at]) = (_sums[at - 1], _rows[at - 1]);
        }

        (_sums[at], _rows[at]) = (sum, row);
    }
}
