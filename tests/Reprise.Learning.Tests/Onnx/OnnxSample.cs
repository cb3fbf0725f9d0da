using Reprise.Core.Matrices;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Tests.Onnx;

/// <summary>Rows that singles hold exactly: three classes, imperfectly apart, with ties, negative values, wide scales and a constant column.</summary>
internal static class OnnxSample
{
    public const int Rows = 1000;
    public const int TrainingRows = 120;
    public const int Classes = 3;

    public static Matrix Features(int rows = Rows, bool missing = false)
    {
        var rng = new Rng(7);
        var x = new Matrix(rows, 6);
        for (var row = 0; row < rows; row++)
        {
            var shift = row % Classes;
            x[row, 0] = (float)(shift + rng.NextDouble());
            x[row, 1] = rng.NextInt32(4) - shift;
            x[row, 2] = (float)(1000 * (rng.NextDouble() - 0.5));
            x[row, 3] = (float)Math.Exp(6 * rng.NextDouble());
            x[row, 4] = 7;
            x[row, 5] = (float)(1e-3 * (shift + rng.NextDouble()));
            if (missing && row % 5 == 3)
            {
                x[row, row % 4] = double.NaN;
            }
        }

        return x;
    }

    public static Matrix Training(bool missing = false) => Features(TrainingRows, missing);

    public static int[] Labels() => [.. Enumerable.Range(0, TrainingRows).Select(row => row % Classes)];

    public static double[] Values()
    {
        var rng = new Rng(8);
        var x = Training();
        return [.. Enumerable.Range(0, TrainingRows).Select(row => (3 * x[row, 0]) - x[row, 1] + (0.01 * x[row, 3]) + (0.2 * rng.NextDouble()) - 5)];
    }
}
