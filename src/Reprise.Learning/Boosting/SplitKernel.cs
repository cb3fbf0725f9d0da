using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Boosting;

/// <summary>The best cut of a numeric column without L1 penalty and constraints: g² / (h + λ) of both sides, four cuts at a time.</summary>
/// <remarks>Lanes do what one number would, so the result is the same on every machine; among equal scores the first bin wins.</remarks>
internal static class SplitKernel
{
    /// <summary>Numbers of working memory a scan needs.</summary>
    public const int ScratchLength = Places + 33;

    private const int Places = 260;
    private const double TwoTo52 = 4503599627370496;
    private const double TwoTo31 = 2147483648;

    /// <summary>Scores all cuts after a bin that has rows.</summary>
    /// <param name="sums">Packed sums by bin.</param>
    /// <param name="total">Packed sums of the node.</param>
    /// <param name="start">Packed sums that are left of every cut: the missing values', or 0.</param>
    /// <param name="least">Least second derivative of each side.</param>
    /// <param name="l2">The L2 penalty in units.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> numbers.</param>
    /// <param name="score">The score to exceed; the best score after.</param>
    /// <param name="left">Packed sums left of the best cut.</param>
    /// <returns>The last bin left of the best cut, or −1 when none exceeds <paramref name="score"/>.</returns>
    public static int Scan(
        ReadOnlySpan<long> sums, long total, long start, double least, double l2, Span<long> scratch, ref double score, ref long left)
    {
        var prefixes = scratch[..Places];
        var bins = MemoryMarshal.AsBytes(scratch[Places..ScratchLength]);
        var count = Prefixes(sums, start, prefixes, bins);
        prefixes.Slice(count, 4).Clear();                       // nothing on the left: no cut

        var (allFirst, allSecond) = (Vector256.Create((double)PackedGradients.First(total)), Vector256.Create((double)PackedGradients.Second(total)));
        var (best, bestPlace) = (Vector256.Create(score), Vector256.Create(-1.0));
        var (place, least4, l24) = (Vector256.Create(0.0, 1, 2, 3), Vector256.Create(least), Vector256.Create(l2));
        foreach (var packed in MemoryMarshal.Cast<long, Vector256<long>>(prefixes[..((count + 3) & ~3)]))
        {
            var (g, second) = Unpack(packed);
            var (r, rest) = (allFirst - g, allSecond - second);
            var (h, s) = (second + l24, rest + l24);
            var scores = ((g * g * s) + (r * r * h)) / (h * s);
            var better = Vector256.GreaterThan(scores, best) & Vector256.GreaterThanOrEqual(second, least4) & Vector256.GreaterThanOrEqual(rest, least4);
            best = Vector256.ConditionalSelect(better, scores, best);
            bestPlace = Vector256.ConditionalSelect(better, place, bestPlace);
            place += Vector256.Create(4.0);
        }

        var found = -1;
        for (var lane = 0; lane < 4; lane++)
        {
            var at = (int)bestPlace[lane];
            if (at >= 0 && (best[lane] > score || (best[lane] == score && found >= 0 && at < found)))
            {
                (score, found) = (best[lane], at);
            }
        }

        if (found < 0)
        {
            return -1;
        }

        left = prefixes[found];
        return bins[found];
    }

    /// <summary>Writes the sums up to each bin that has rows, and the bin.</summary>
    private static int Prefixes(ReadOnlySpan<long> sums, long start, Span<long> prefixes, Span<byte> bins)
    {
        ref var prefix = ref MemoryMarshal.GetReference(prefixes);      // written at count ≤ bin ≤ 255
        ref var place = ref MemoryMarshal.GetReference(bins);
        var (sum, count) = (start, 0);
        for (var bin = 0; bin < sums.Length && bin < 256; bin++)
        {
            sum += sums[bin];
            Unsafe.Add(ref prefix, count) = sum;
            Unsafe.Add(ref place, count) = (byte)bin;
            count += sums[bin] != 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>Both halves as doubles: 32 bits put into the lowest bits of 2⁵² give 2⁵² plus the number.</summary>
    private static (Vector256<double> First, Vector256<double> Second) Unpack(Vector256<long> packed)
    {
        var exponent = Vector256.Create(TwoTo52).AsInt64();
        var second = (packed & Vector256.Create(0xFFFFFFFFL)) | exponent;
        var first = (Vector256.ShiftRightLogical(packed, 32) ^ Vector256.Create(0x80000000L)) | exponent;
        return (first.AsDouble() - Vector256.Create(TwoTo52 + TwoTo31), second.AsDouble() - Vector256.Create(TwoTo52));
    }
}
