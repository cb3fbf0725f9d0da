using System.Globalization;
using Reprise.Core.Hashing;
using Reprise.Core.Matrices;
using Reprise.Data.Datasets;

namespace MnistDigits;

/// <summary>Images and their digits, in memory as bytes. Immutable.</summary>
public sealed class MnistImages
{
    /// <summary>Height and width of an image.</summary>
    public const int Side = 28;

    /// <summary>Pixels of an image.</summary>
    public const int Pixels = Side * Side;

    private readonly byte[] _pixels;
    private readonly int[] _digits;

    internal MnistImages(IReadOnlyList<DatasetResolution> files, byte[] pixels, byte[] digits)
    {
        (Files, _pixels) = (files, pixels);
        _digits = Array.ConvertAll(digits, digit => (int)digit);
        Sha256 = ContentHash.Sha256(System.Text.Encoding.ASCII.GetBytes(string.Concat(files.Select(file => file.Sha256))));
    }

    /// <summary>The files the images came from.</summary>
    public IReadOnlyList<DatasetResolution> Files { get; }

    /// <summary>One hash for all files: SHA-256 of their hashes, one after the other.</summary>
    public string Sha256 { get; }

    /// <summary>Number of images.</summary>
    public int Count => _digits.Length;

    /// <summary>The digit of each image, 0 to 9.</summary>
    public ReadOnlySpan<int> Digits => _digits;

    /// <summary>A column name per pixel: <c>pixel_r_c</c>, rows and columns from 0.</summary>
    public static IReadOnlyList<string> PixelNames { get; } =
        [.. Enumerable.Range(0, Pixels).Select(i => string.Create(CultureInfo.InvariantCulture, $"pixel_{i / Side}_{i % Side}"))];

    /// <summary>The labels, in the order of their class indices.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>Images × pixels in [0, 1]: grey value ÷ 255.</summary>
    public Matrix Take(ReadOnlySpan<int> images)
    {
        var x = new Matrix(images.Length, Pixels);
        for (var i = 0; i < images.Length; i++)
        {
            var row = x.Row(i);
            var pixels = _pixels.AsSpan(images[i] * Pixels, Pixels);
            for (var at = 0; at < row.Length; at++)
            {
                row[at] = pixels[at] / 255.0;
            }
        }

        return x;
    }

    /// <summary>Digits of some images.</summary>
    public int[] TakeDigits(ReadOnlySpan<int> images)
    {
        var digits = new int[images.Length];
        for (var i = 0; i < digits.Length; i++)
        {
            digits[i] = _digits[images[i]];
        }

        return digits;
    }
}
