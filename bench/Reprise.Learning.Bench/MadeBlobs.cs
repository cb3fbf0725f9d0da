using System.Runtime.InteropServices;
using Reprise.Core.Files;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Bench;

/// <summary>1,000,000 rows × 5 of four overlapping bells, the same bytes everywhere; row r is of bell r % 4.</summary>
internal static class MadeBlobs
{
    public const int Rows = 1_000_000;
    public const int Columns = 5;
    public const int Bells = 4;

    private const string Name = "blobs-1000000x5.f64";

    /// <summary>Writes the file, row-major little-endian float64, unless it is there.</summary>
    public static void Make(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (File.Exists(path))
        {
            return;
        }

        AtomicFile.Write(path, stream =>
        {
            var rng = new Rng(5);
            var centres = new double[Bells * Columns];
            foreach (ref var centre in centres.AsSpan())
            {
                centre = Bell(rng) * 1.6;
            }

            var row = new double[Columns];
            for (var r = 0; r < Rows; r++)
            {
                for (var i = 0; i < Columns; i++)
                {
                    row[i] = centres[(r % Bells * Columns) + i] + Bell(rng);
                }

                stream.Write(MemoryMarshal.AsBytes(row.AsSpan()));
            }
        });
    }

    /// <summary>The first rows.</summary>
    public static Matrix Read(int rows)
    {
        using var stream = File.OpenRead(Path.Combine(BenchData.MadeFolder, Name));
        var x = new Matrix(rows, Columns);
        stream.ReadExactly(MemoryMarshal.AsBytes(x.Values));
        return x;
    }

    /// <summary>Mean 0, variance 1.</summary>
    private static double Bell(Rng rng) => (rng.NextDouble() + rng.NextDouble() + rng.NextDouble() + rng.NextDouble() - 2) * Math.Sqrt(3);
}
