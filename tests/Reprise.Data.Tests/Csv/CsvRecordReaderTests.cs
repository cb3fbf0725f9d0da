using System.IO.Compression;
using System.Text;
using Reprise.Core.Errors;
using Reprise.Data.Csv;

namespace Reprise.Data.Tests.Csv;

public sealed class CsvRecordReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4", "1|2;3|4")]
    [InlineData("a,b\r\n1,2\r\n", "1|2")]
    [InlineData("a,b\r1,2\r", "1|2")]
    [InlineData("\uFEFFa,b\n1,2\n", "1|2")]
    [InlineData("\uFEFF\"a\",b\n1,2\n", "1|2")]
    [InlineData("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n", "x,y|say \"hi\"")]
    [InlineData("a,b\n\"two\nlines\",2\n", "two\nlines|2")]
    [InlineData("a,b\n5\" disk,2\n", "5\" disk|2")]
    [InlineData("a,b\n\n1,2\n\n\r\n", "1|2")]
    [InlineData("a,b\n,\n\"\",\"\"\n", "|;|")]
    [InlineData("a\n\"\"\n1\n", ";1")]
    public void Read_WellFormedText_GivesItsFields(string text, string expected)
    {
        using var reader = CsvRecordReader.Open(new StringReader(text));

        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader[i])));
        }

        Assert.Equal(expected, string.Join(';', rows));
        Assert.Empty(reader.Problems);
    }

    [Theory]
    [InlineData("", CsvRule.Empty, 0, 0, 0)]
    [InlineData("\uFEFF", CsvRule.Empty, 0, 0, 0)]
    [InlineData("\n\n\n", CsvRule.Empty, 0, 0, 0)]
    [InlineData("a,,c\n1,2,3\n", CsvRule.EmptyName, 1, 0, 2)]
    [InlineData("a,b,a\n1,2,3\n", CsvRule.DuplicateName, 1, 0, 3)]
    [InlineData("a,b\n1,2\n3\n", CsvRule.Ragged, 3, 2, 0)]
    [InlineData("a,b\n1,2\n3,4,5\n", CsvRule.Ragged, 3, 2, 0)]
    [InlineData("a,b\n1,2\n   \n", CsvRule.Ragged, 3, 2, 0)]
    [InlineData("a,b\n1,2\n3,\"x", CsvRule.UnterminatedQuote, 3, 2, 2)]
    [InlineData("a,b\n1,2\n3,\"x\"\"", CsvRule.UnterminatedQuote, 3, 2, 2)]
    [InlineData("a,b\n1,2\n3,\"x\n4,5\n6,7\n", CsvRule.UnterminatedQuote, 3, 2, 2)]
    [InlineData("a,b\n1,2\n\"x\ny\",\"z\n", CsvRule.UnterminatedQuote, 4, 2, 2)]
    [InlineData("\"a,b\n1,2\n", CsvRule.UnterminatedQuote, 1, 0, 1)]
    [InlineData("a,b\n1,2\n3,\"x\"y\n", CsvRule.TextAfterQuote, 3, 2, 2)]
    [InlineData("a,b\n1,2\n3,x\0y\n", CsvRule.Nul, 3, 2, 2)]
    public void Read_MalformedText_NamesRuleAndPlace(string text, CsvRule rule, int line, int row, int column)
    {
        using var reader = CsvRecordReader.Open(new StringReader(text));
        while (reader.Read())
        {
        }

        var problem = Assert.Single(reader.Problems);
        Assert.Equal((rule, line, row, column), (problem.Rule, problem.Line, problem.Row, problem.Column));
    }

    [Fact]
    public void Read_FieldThatNeverEnds_StopsAtTheLimit()
    {
        using var reader = CsvRecordReader.Open(new EndlessReader("a,b\n1,2\n3,\""), new CsvOptions { MaxFieldLength = 10_000 });
        while (reader.Read())
        {
        }

        var problem = Assert.Single(reader.Problems);
        Assert.Equal((CsvRule.TooLong, 3), (problem.Rule, problem.Line));
    }

    [Fact]
    public void Read_LineThatNeverEnds_StopsAtTheLimit()
    {
        using var reader = CsvRecordReader.Open(new EndlessReader("a,b\n1,2\n3,", ','), new CsvOptions { MaxLineLength = 100_000 });
        while (reader.Read())
        {
        }

        Assert.Equal(CsvRule.TooLong, Assert.Single(reader.Problems).Rule);
    }

    [Fact]
    public void Read_ManyProblems_KeepsTheFirstAndCountsAll()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Repeat("1\n", 250));
        using var reader = CsvRecordReader.Open(new StringReader(text), new CsvOptions { MaxProblems = 10 });
        while (reader.Read())
        {
        }

        Assert.Equal(10, reader.Problems.Count);
        Assert.Equal(250, reader.ProblemCount);
        var error = Assert.Throws<RepriseException>(reader.ThrowIfProblems);
        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        Assert.Equal("… and 240 more.", error.Problems[^1]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Open_StreamWithByteOrderMark_IsDecoded(string encodingName)
    {
        var encoding = Encoding.GetEncoding(encodingName);
        using var stream = new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes("şarkı,b\nçay,𝄞\n")]);

        using var reader = CsvRecordReader.Open(stream);

        Assert.True(reader.Read());
        Assert.Equal(["şarkı", "b"], reader.ColumnNames);
        Assert.Equal(["çay", "𝄞"], [reader[0], reader[1]]);
        Assert.Empty(reader.Problems);
    }

    [Fact]
    public void Open_Latin1BytesWithoutEncoding_ReportsEveryInvalidByteWithItsLine()
    {
        var bytes = Encoding.Latin1.GetBytes("a,b\n1,é\n2,x\nü,ö\n");

        var problems = ReadAll(new MemoryStream(bytes), CsvOptions.Default).Problems;

        Assert.Equal([2, 4, 4], problems.Select(problem => problem.Line));
        Assert.All(problems, problem => Assert.Equal(CsvRule.Encoding, problem.Rule));
        Assert.Contains("byte 3 of the line (0xE9)", problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Latin1BytesWithEncoding_AreRead()
    {
        using var reader = CsvRecordReader.Open(new MemoryStream(Encoding.Latin1.GetBytes("a\né\n")), new CsvOptions { Encoding = Encoding.Latin1 });

        Assert.True(reader.Read());
        Assert.Equal("é", reader[0]);
    }

    [Fact]
    public void Open_Utf16CutInTheMiddleOfACharacter_IsReported()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a\n𝄞"), 0x00];

        Assert.Equal(CsvRule.Encoding, Assert.Single(ReadAll(new MemoryStream(bytes[..^3]), CsvOptions.Default).Problems).Rule);
    }

    [Fact]
    public void Open_Stream_StaysOpen()
    {
        using var stream = new MemoryStream("a\n1\n"u8.ToArray());

        CsvRecordReader.Open(stream).Dispose();

        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Open_GzipFile_IsDecompressedWhateverItsName()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("songs.csv");
        File.WriteAllBytes(path, Gzip("a,b\n1,2\n"));

        using var reader = CsvRecordReader.Open(path);

        Assert.True(reader.Read());
        Assert.Equal("2", reader[1]);
    }

    [Fact]
    public void Open_GzipFileOfSeveralMembers_IsReadToItsEnd()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("songs.csv.gz");
        File.WriteAllBytes(path, [.. Gzip("a\n1\n"), .. Gzip("2\n"), .. Gzip("")]);

        var table = CsvText.Read(path, null, TestContext.Current.CancellationToken);

        Assert.Equal((2, 0), (table.RowCount, table.ProblemCount));
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.5)]
    [InlineData(0.98)]
    [InlineData(0.9999)]
    public void Open_GzipFileCutOff_IsReported(double share)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("songs.csv.gz");
        var whole = Gzip("a,b\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i * 7919 % 10_007},{i}\n")));
        File.WriteAllBytes(path, whole[..(int)(whole.Length * share)]);

        using var reader = CsvRecordReader.Open(path);
        while (reader.Read())
        {
        }

        Assert.Equal(CsvRule.Compression, reader.Problems[^1].Rule);
    }

    [Fact]
    public void Open_MissingFileOrFolder_SaysSo()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(ErrorCode.ResourceDoesNotExist, Assert.Throws<RepriseException>(() => CsvRecordReader.Open(folder.Path("none.csv"))).Code);
        Assert.Equal(ErrorCode.ResourceDoesNotExist, Assert.Throws<RepriseException>(() => CsvRecordReader.Open(folder.Path("no/none.csv"))).Code);
        Assert.Equal(ErrorCode.InvalidParameterValue, Assert.Throws<RepriseException>(() => CsvRecordReader.Open(folder.Path("."))).Code);
    }

    [Fact]
    public void ColumnNames_DuplicatesAndBlanks_AreMadeUnique()
    {
        using var reader = CsvRecordReader.Open(new StringReader("x,x,x.1,,x\n"), new CsvOptions { NameUnnamedColumns = true });

        Assert.Equal(["x", "x.2", "x.1", "Unnamed: 3", "x.3"], reader.ColumnNames);
        Assert.Equal(2, reader.ProblemCount);
    }

    [Fact]
    public void Open_TooManyColumns_IsReported()
    {
        using var reader = CsvRecordReader.Open(new StringReader("a,b,c\n1,2,3\n"), new CsvOptions { MaxColumns = 2 });

        Assert.False(reader.Read());
        Assert.Equal(CsvRule.TooManyColumns, Assert.Single(reader.Problems).Rule);
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    public void Open_ImpossibleDelimiter_IsRefused(char delimiter) =>
        Assert.Throws<ArgumentException>(() => CsvRecordReader.Open(new StringReader("a"), new CsvOptions { Delimiter = delimiter }));

    private static CsvRecordReader ReadAll(Stream stream, CsvOptions options)
    {
        var reader = CsvRecordReader.Open(stream, options);
        while (reader.Read())
        {
        }

        return reader;
    }

    private static byte[] Gzip(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return memory.ToArray();
    }

    /// <summary>A text that goes on for ever with one character.</summary>
    private sealed class EndlessReader(string start, char rest = 'x') : TextReader
    {
        private int _at;

        public override int Read(Span<char> buffer)
        {
            for (var i = 0; i < buffer.Length; i++)
            {
                buffer[i] = _at < start.Length ? start[_at++] : rest;
            }

            return buffer.Length;
        }
    }
}
