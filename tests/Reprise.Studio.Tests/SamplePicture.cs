using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Reprise.Studio.Tests;

/// <summary>A picture like those that training code logs, made without a drawing library.</summary>
internal static class SamplePicture
{
    private const int Cell = 70;

    /// <summary>A PNG of a grid of shades of blue, darkest on its diagonal.</summary>
    public static byte[] Matrix(int classes)
    {
        var size = classes * Cell;
        using var pixels = new MemoryStream();
        for (var y = 0; y < size; y++)
        {
            pixels.WriteByte(0);
            for (var x = 0; x < size; x++)
            {
                var (row, column) = (y / Cell, x / Cell);
                var shade = (byte)(row == column ? 60 : 215 - ((row * 7 + column * 13) % 30));
                pixels.Write([shade, (byte)Math.Min(255, shade + 20), 235]);
            }
        }

        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), size);
        (header[8], header[9]) = (8, 2);
        Chunk(png, "IHDR", header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(pixels.ToArray());
        }

        Chunk(png, "IDAT", packed.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, string type, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        png.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }
        }

        return ~crc;
    }
}
