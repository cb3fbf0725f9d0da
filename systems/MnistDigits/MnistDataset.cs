using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Data.Datasets;

namespace MnistDigits;

/// <summary>MNIST (LeCun, Cortes and Burges 1998): 70,000 handwritten digits, 28 × 28 grey values each, in four gzipped IDX files.</summary>
public static class MnistDataset
{
    /// <summary>The name under which runs and models know the data.</summary>
    public const string Name = "mnist";

    private const string Address = "https://storage.googleapis.com/cvdf-datasets/mnist/";

    /// <summary>The four files by content: training images and labels, then test images and labels. There is no sample: digits cannot be made up.</summary>
    public static IReadOnlyList<DatasetSpec> Files { get; } =
    [
        Spec("train-images-idx3-ubyte.gz", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        Spec("train-labels-idx1-ubyte.gz", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        Spec("t10k-images-idx3-ubyte.gz", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        Spec("t10k-labels-idx1-ubyte.gz", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ];

    /// <summary>Finds and reads the files: training images first, then test images.</summary>
    /// <exception cref="RepriseException">A file cannot be had, or is not what it should be; every problem is listed.</exception>
    public static async Task<MnistImages> LoadAsync(DatasetResolverOptions options, CancellationToken cancellationToken = default)
    {
        var resolver = new DatasetResolver(options);
        var found = new List<DatasetResolution>();
        foreach (var file in Files)
        {
            found.Add(await resolver.ResolveAsync(file, cancellationToken).ConfigureAwait(false));
        }

        var problems = new List<string>();
        var pixels = new List<byte[]>();
        var labels = new List<byte[]>();
        for (var part = 0; part < found.Count; part += 2)
        {
            var (sizes, images) = Read(found[part], 3);
            var (counts, digits) = Read(found[part + 1], 1);
            Check(found[part], sizes, counts[0], digits, problems);
            pixels.Add(images);
            labels.Add(digits);
        }

        return problems.Count == 0
            ? new MnistImages(found, [.. pixels.SelectMany(part => part)], [.. labels.SelectMany(part => part)])
            : throw new RepriseException(ErrorCode.GateFailed, problems);
    }

    /// <summary>The rules: 28 × 28 images, as many labels as images, every label a digit, every digit there.</summary>
    private static void Check(DatasetResolution images, int[] sizes, int labels, byte[] digits, List<string> problems)
    {
        if (sizes[1] != MnistImages.Side || sizes[2] != MnistImages.Side)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"'{images.Path}': images must be 28 × 28. Got {sizes[1]} × {sizes[2]}."));
        }

        if (sizes[0] != labels)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"'{images.Path}': there must be a label per image. Got {sizes[0]} images and {labels} labels."));
        }

        var odd = Array.FindIndex(digits, digit => digit > 9);
        if (odd >= 0)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"'{images.Path}': labels must be 0 to 9. Got {digits[odd]} for image {odd}."));
        }

        foreach (var digit in Enumerable.Range(0, 10).Where(digit => !digits.Contains((byte)digit)))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"'{images.Path}': there is no image of a {digit}."));
        }
    }

    private static (int[] Sizes, byte[] Values) Read(DatasetResolution file, int dimensions)
    {
        using var stream = File.OpenRead(file.Path);
        return IdxFile.Read(stream, dimensions, file.Path);
    }

    private static DatasetSpec Spec(string name, string sha256) => new()
    {
        Name = Name,
        FileName = name,
        Sha256 = sha256,
        SharedPath = "mnist/" + name,
        Url = new Uri(Address + name),
        MaxBytes = 32L << 20,
    };
}
