using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using Reprise.Core.Errors;

namespace MnistDigits;

/// <summary>Reads gzipped IDX files of unsigned bytes (LeCun, Cortes, Burges: magic 0, 0, 8, dimensions; big-endian sizes; values).</summary>
public static class IdxFile
{
    private const byte UnsignedByte = 8;

    /// <summary>Most values a file may hold; more is refused before memory is taken.</summary>
    public const long MaxValues = 1L << 30;

    /// <summary>The sizes and the values, the last dimension fastest.</summary>
    /// <param name="stream">The gzipped file.</param>
    /// <param name="dimensions">How many sizes it must have.</param>
    /// <param name="place">The file, for messages.</param>
    /// <exception cref="RepriseException">It is no gzip file, no IDX file of bytes, of other dimensions, too large, too short or too long.</exception>
    public static (int[] Sizes, byte[] Values) Read(Stream stream, int dimensions, string place)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var content = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
            Span<byte> header = stackalloc byte[4 * (1 + dimensions)];
            content.ReadExactly(header);
            if (header[0] != 0 || header[1] != 0 || header[2] != UnsignedByte || header[3] != dimensions)
            {
                throw Refuse(place, $"its first bytes are {Convert.ToHexString(header[..4])}; an IDX file of bytes in {dimensions} dimensions begins with 000008{dimensions:X2}.");
            }

            var sizes = new int[dimensions];
            var count = 1L;
            for (var i = 0; i < dimensions; i++)
            {
                sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header[(4 * (1 + i))..]);
                count = sizes[i] is > 0 and <= int.MaxValue ? Math.Min(count * sizes[i], MaxValues + 1) : throw Refuse(place, $"size {i} is {sizes[i]} and must be above 0.");
            }

            if (count > MaxValues)
            {
                throw Refuse(place, $"it claims more than {MaxValues} values.");
            }

            return (sizes, ReadValues(content, (int)count, place));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Refuse(place, $"it is cut short or no gzip file ({e.Message.TrimEnd('.')}).");
        }
    }

    /// <summary>Takes memory as values arrive, so that a false claim costs nothing.</summary>
    private static byte[] ReadValues(GZipStream content, int count, string place)
    {
        const int step = 1 << 24;
        var values = new byte[Math.Min(count, step)];
        for (var read = 0; read < count;)
        {
            if (read == values.Length)
            {
                Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            }

            var got = content.ReadAtLeast(values.AsSpan(read), values.Length - read, throwOnEndOfStream: false);
            read += got;
            if (read < values.Length)
            {
                throw Refuse(place, string.Create(CultureInfo.InvariantCulture, $"it ends after {read} of {count} values."));
            }
        }

        return content.ReadByte() < 0 ? values : throw Refuse(place, string.Create(CultureInfo.InvariantCulture, $"it goes on after its {count} values."));
    }

    private static RepriseException Refuse(string place, FormattableString problem) => Refuse(place, problem.ToString(CultureInfo.InvariantCulture));

    private static RepriseException Refuse(string place, string problem) => new(ErrorCode.DataLoss, $"'{place}' cannot be read: {problem} Delete it and fetch it anew.");
}
