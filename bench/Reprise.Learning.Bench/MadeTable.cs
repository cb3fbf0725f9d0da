using System.Runtime.InteropServices;
using Reprise.Core.Files;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Bench;

/// <summary>800,000 training and 100,000 test rows × 28 of two overlapping classes, the same bytes everywhere: 21 drawn columns, 7 made of them, a noisy rule.</summary>
internal sealed record MadeTable(Matrix TrainX, int[] TrainY, Matrix TestX, int[] TestY)
{
    public const int TrainRows = 800_000;
    public const int TestRows = 100_000;
    public const int Columns = 28;

    private const int Drawn = 21;
    private const string ValuesName = "made-900000x28.f32";
    private const string LabelsName = "made-900000.u8";

    /// <summary>Writes the two files, row-major little-endian float32 and one byte a label, unless they are there.</summary>
    public static void Make(string folder)
    {
        var labels = new byte[TrainRows + TestRows];
        var (valuesPath, labelsPath) = (Path.Combine(folder, ValuesName), Path.Combine(folder, LabelsName));
        if (File.Exists(valuesPath) && File.Exists(labelsPath))
        {
            return;
        }

        AtomicFile.Write(valuesPath, stream =>
        {
            var rng = new Rng(28);
            var row = new float[Columns];
            for (var i = 0; i < labels.Length; i++)
            {
                labels[i] = Fill(row, rng);
                stream.Write(MemoryMarshal.AsBytes(row.AsSpan()));
            }
        });
        AtomicFile.Write(labelsPath, stream => stream.Write(labels));
    }

    public static MadeTable Read()
    {
        using var values = File.OpenRead(Path.Combine(BenchData.MadeFolder, ValuesName));
        var labels = Array.ConvertAll(File.ReadAllBytes(Path.Combine(BenchData.MadeFolder, LabelsName)), label => (int)label);
        return new MadeTable(Rows(values, TrainRows), labels[..TrainRows], Rows(values, TestRows), labels[TrainRows..]);
    }

    private static Matrix Rows(FileStream stream, int rows)
    {
        var x = new Matrix(rows, Columns);
        var row = new float[Columns];
        for (var i = 0; i < rows; i++)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(row.AsSpan()));
            for (var column = 0; column < row.Length; column++)
            {
                x[i, column] = row[column];
            }
        }

        return x;
    }

    private static byte Fill(float[] row, Rng rng)
    {
        for (var i = 0; i < Drawn; i++)
        {
            var bell = rng.NextDouble() + rng.NextDouble() + rng.NextDouble() + rng.NextDouble() - 2;     // variance 1/3
            row[i] = (float)(i % 3 == 2 ? bell * bell : bell);
        }

        for (var i = Drawn; i < Columns; i++)
        {
            var (a, b, c) = (row[i - Drawn], row[i - Drawn + 7], row[i - Drawn + 14]);
            row[i] = (float)Math.Sqrt((a * a) + (b * b)) + (0.5f * c);
        }

        var logit = (2.2 * row[0] * row[1]) + (1.1 * row[3]) - (0.9 * row[2]) + (0.8 * row[21] * row[4]) + (row[7] > 0.4f ? row[10] : -0.6 * row[10]) + (0.7 * row[25]) - 0.2;
        return rng.NextDouble() < 1 / (1 + PortableMath.Exp(-logit)) ? (byte)1 : (byte)0;
    }
}
