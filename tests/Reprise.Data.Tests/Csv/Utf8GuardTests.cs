using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reprise.Data.Csv;

namespace Reprise.Data.Tests.Csv;

public sealed class Utf8GuardTests
{
    /// <summary>The decoder's own idea of what is invalid, line by line, against the guard reading the bytes in pieces of any size.</summary>
    [Fact]
    public void Read_AnyBytesInAnyPieces_ReportsTheLinesTheDecoderReplaces() =>
        Prop.ForAll(Bytes().ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), (bytes, piece) =>
        {
            var problems = new CsvProblemList(null, int.MaxValue);
            using var guard = new Utf8Guard(new MemoryStream(bytes), problems);
            var buffer = new byte[piece];
            while (guard.Read(buffer) > 0)
            {
            }

            var decoded = Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
            var expected = decoded.SelectMany((line, i) => Enumerable.Repeat(i + 1, line.Count(c => c == '\uFFFD')));
            return expected.SequenceEqual(problems.Kept.Select(problem => problem.Line));
        }).QuickCheckThrowOnFailure();

    private static Gen<byte[]> Bytes() =>
        from parts in Gen.Elements<byte[]>(
            "a"u8.ToArray(), "ş"u8.ToArray(), "€"u8.ToArray(), "𝄞"u8.ToArray(), "\n"u8.ToArray(), "\r"u8.ToArray(), "\r\n"u8.ToArray(),
            [0xE9], [0xC3], [0xE2, 0x82], [0xF0, 0x9D, 0x84], [0xFF], [0x80], [0xED, 0xA0, 0x80], [0xC0, 0x80]).ListOf()
        select parts.SelectMany(part => part).ToArray();
}
