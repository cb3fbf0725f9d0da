using Reprise.Core.Randomness;
using Reprise.Learning.Boosting;

namespace Reprise.Learning.Tests.Boosting;

public sealed class SplitKernelTests
{
    [Fact]
    public void Scan_OfAnySums_FindsWhatALoopFinds()
    {
        var rng = new Rng(12);
        var scratch = new long[SplitKernel.ScratchLength];
        for (var trial = 0; trial < 3000; trial++)
        {
            var sums = new long[1 + rng.NextInt32(256)];
            var start = trial % 3 == 0 ? Packed(rng) : 0;
            var total = start;
            for (var bin = 0; bin < sums.Length; bin++)
            {
                sums[bin] = rng.NextInt32(3) == 0 ? Packed(rng) : 0;
                total += sums[bin];
            }

            var (least, l2) = (1.0 + rng.NextInt32(1 << 20), (double)rng.NextInt32(1000));
            var (expected, expectedBin, left) = (0.0, -1, start);
            for (var bin = 0; bin < sums.Length; bin++)
            {
                left += sums[bin];
                double g = PackedGradients.First(left), h = PackedGradients.Second(left), r = PackedGradients.First(total) - g, s = PackedGradients.Second(total) - h;
                var score = h >= least && s >= least ? ((g * g * (s + l2)) + (r * r * (h + l2))) / ((h + l2) * (s + l2)) : 0;
                (expected, expectedBin) = sums[bin] != 0 && score > expected ? (score, bin) : (expected, expectedBin);
            }

            var (best, bestLeft) = (0.0, 0L);
            var found = SplitKernel.Scan(sums, total, start, least, l2, scratch, ref best, ref bestLeft);

            Assert.Equal((expectedBin, expected), (found, best));
        }
    }

    private static long Packed(Rng rng) => ((long)(rng.NextInt32(1 << 22) - (1 << 21)) << 32) + rng.NextInt32(1 << 22);
}
