using System.IO.Compression;
using Reprise.Core.Matrices;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Bench;

/// <summary>MNIST's 70,000 images, pixels ÷ 255, split 80/20 by class with seed 42: the rows scikit-learn's <c>train_test_split</c> gives, in its order.</summary>
internal sealed class Mnist
{
    public const int Classes = 10;
    public const int Pixels = 784;

    private readonly byte[] _testPixels;

    private Mnist(Matrix trainX, int[] trainY, byte[] testPixels, int[] testY) => (TrainX, TrainY, _testPixels, TestY) = (trainX, trainY, testPixels, testY);

    public Matrix TrainX { get; }

    public int[] TrainY { get; }

    public int[] TestY { get; }

    /// <summary>Reads straight into place, so that peak memory is the training rows' and not the reader's.</summary>
    public static Mnist Read()
    {
        byte[] labels = [.. Labels("train"), .. Labels("t10k")];
        var y = Array.ConvertAll(labels, label => (int)label);
        var fold = new TrainTestSplit { TestFraction = 0.2, Stratify = true, Seed = 42 }.Split(SplitInput.OfClasses(y))[0];
        var places = new int[y.Length];                              // training rows at their index, test rows at −1 − index
        for (var i = 0; i < fold.Train.Length; i++)
        {
            places[fold.Train[i]] = i;
        }

        for (var i = 0; i < fold.Test.Length; i++)
        {
            places[fold.Test[i]] = -1 - i;
        }

        var x = new Matrix(fold.Train.Length, Pixels);
        var test = new byte[fold.Test.Length * Pixels];
        var row = 0;
        var image = new byte[Pixels];
        foreach (var part in (string[])["train", "t10k"])
        {
            using var stream = Open($"{part}-images-idx3-ubyte.gz", 16);
            for (; stream.ReadAtLeast(image, Pixels, throwOnEndOfStream: false) == Pixels; row++)
            {
                if (places[row] < 0)
                {
                    image.CopyTo(test, (-1 - places[row]) * Pixels);
                }
                else
                {
                    Scale(image, x.Row(places[row]));
                }
            }
        }

        return new Mnist(x, Take(y, fold.Train), test, Take(y, fold.Test));
    }

    /// <summary>The test rows; made when asked for, outside the memory a fit needs.</summary>
    public Matrix TestX()
    {
        var x = new Matrix(TestY.Length, Pixels);
        Scale(_testPixels, x.Values);
        return x;
    }

    private static void Scale(ReadOnlySpan<byte> pixels, Span<double> values)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            values[i] = pixels[i] / 255.0;
        }
    }

    private static byte[] Labels(string part)
    {
        using var stream = Open($"{part}-labels-idx1-ubyte.gz", 8);
        using var labels = new MemoryStream();
        stream.CopyTo(labels);
        return labels.ToArray();
    }

    private static GZipStream Open(string name, int header)
    {
        var stream = new GZipStream(File.OpenRead(Path.Combine(BenchData.Mnist, name)), CompressionMode.Decompress);
        stream.ReadExactly(new byte[header]);
        return stream;
    }

    private static int[] Take(int[] y, ReadOnlySpan<int> rows)
    {
        var taken = new int[rows.Length];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = y[rows[i]];
        }

        return taken;
    }
}
