using System.Text;
using Reprise.Core.Errors;

namespace Reprise.Data.Csv;

/// <summary>Turns a file or stream into text: decompresses a file, finds the encoding, guards the bytes.</summary>
internal static class CsvSource
{
    private const int BufferSize = 1 << 16;

    public static TextReader Open(string path, CsvOptions options, CsvProblemList problems)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, $"'{path}' is a folder; name a CSV file in it.");
        }

        Stream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no file '{path}'. Check the name and the current folder.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RepriseException(ErrorCode.PermissionDenied, $"'{path}' may not be read. Check its permissions.", e);
        }

        Span<byte> magic = stackalloc byte[2];
        var isGzip = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        file.Position = 0;
        try
        {
            return Open(isGzip ? new WholeGzip(file) : file, options, problems);
        }
        catch (InvalidDataException e)
        {
            file.Dispose();
            problems.Add(new CsvProblem { Rule = CsvRule.Compression, Message = $"the gzip data is damaged ({e.Message}). Fetch the file again." });
            return TextReader.Null;
        }
    }

    public static TextReader Open(Stream stream, CsvOptions options, CsvProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (options.Encoding is { } given)
        {
            return new StreamReader(stream, given, detectEncodingFromByteOrderMarks: true, BufferSize);
        }

        var start = new byte[4];
        var count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var whole = new ConcatenatedStream(new MemoryStream(start, 0, count), stream);
        return start.AsSpan(0, count) switch
        {
            [0xFF, 0xFE, 0, 0] => Strict(new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true)),
            [0, 0, 0xFE, 0xFF] => Strict(new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true)),
            [0xFF, 0xFE, ..] => Strict(new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)),
            [0xFE, 0xFF, ..] => Strict(new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)),
            _ => new StreamReader(new Utf8Guard(whole, problems), new UTF8Encoding(true, false), detectEncodingFromByteOrderMarks: false, BufferSize),
        };

        StreamReader Strict(Encoding encoding) => new(whole, encoding, detectEncodingFromByteOrderMarks: false, BufferSize);
    }
}
