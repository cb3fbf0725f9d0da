using System.Buffers.Binary;
using System.IO.Compression;
using Reprise.Core.Errors;

namespace MnistDigits.Tests;

public sealed class IdxFileTests
{
    [Fact]
    public void Read_Images_GivesSizesAndValues()
    {
        var (sizes, values) = IdxFile.Read(Zipped(0x803, [2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), 3, "x");
        Assert.Equal([2, 2, 3], sizes);
        Assert.Equal(12, values.Length);
        Assert.Equal(7, values[6]);
    }

    [Fact]
    public void Read_MoreThanABlock_GivesEveryValue()
    {
        var content = new byte[(1 << 24) + 5];
        content[^1] = 9;
        var (_, values) = IdxFile.Read(Zipped(0x801, [content.Length], content), 1, "x");
        Assert.Equal(content.Length, values.Length);
        Assert.Equal(9, values[^1]);
    }

    [Theory]
    [InlineData(0x801, new[] { 2, 1, 1 }, 2, "begins with 00000803")]
    [InlineData(0x903, new[] { 2, 1, 1 }, 2, "begins with 00000803")]
    [InlineData(0x803, new[] { 2, 0, 1 }, 0, "size 1 is 0")]
    [InlineData(0x803, new[] { 2, -5, 1 }, 0, "size 1 is -5")]
    [InlineData(0x803, new[] { 2, 2, 1 }, 3, "ends after 3 of 4 values")]
    [InlineData(0x803, new[] { 2, 2, 1 }, 5, "goes on after its 4 values")]
    [InlineData(0x803, new[] { 2000000000, 2000000000, 2000000000 }, 5, "claims more than")]
    [InlineData(0x803, new[] { 1000000, 1000, 1 }, 5, "ends after 5 of 1000000000 values")]
    public void Read_FilesThatBreakARule_AreRefusedWithThePlace(int magic, int[] sizes, int count, string words)
    {
        var error = Assert.Throws<RepriseException>(() => IdxFile.Read(Zipped(magic, sizes, new byte[count]), 3, "images.gz"));
        Assert.Contains("'images.gz'", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CutOrOtherBytes_AreRefused()
    {
        var whole = Zipped(0x803, [2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).ToArray();
        for (var length = 0; length < whole.Length - 8; length++)
        {
            Assert.Throws<RepriseException>(() => IdxFile.Read(new MemoryStream(whole[..length]), 3, "x"));
        }

        Assert.Throws<RepriseException>(() => IdxFile.Read(new MemoryStream([1, 2, 3, 4, 5]), 3, "x"));
    }

    private static MemoryStream Zipped(int magic, int[] sizes, byte[] values)
    {
        var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            Span<byte> number = stackalloc byte[4];
            foreach (var value in (int[])[magic, .. sizes])
            {
                BinaryPrimitives.WriteInt32BigEndian(number, value);
                zip.Write(number);
            }

            zip.Write(values);
        }

        stream.Position = 0;
        return stream;
    }
}
