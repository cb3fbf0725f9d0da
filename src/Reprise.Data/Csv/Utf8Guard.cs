using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Reprise.Data.Csv;

/// <summary>Passes bytes through and reports every sequence that is not UTF-8 with its line and byte, which a text decoder cannot say.</summary>
internal sealed class Utf8Guard(Stream inner, CsvProblemList problems) : ReadOnlyStream
{
    private readonly byte[] _carry = new byte[4];
    private int _carried;
    private int _line = 1;
    private long _byteInLine = 1;
    private bool _afterReturn;

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        if (count == 0 && buffer.Length > 0)
        {
            ReportCutOff();
        }

        Check(buffer[..count]);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> bytes)
    {
        while (_carried > 0 && bytes.Length > 0)
        {
            _carry[_carried++] = bytes[0];
            bytes = bytes[1..];
            var status = Rune.DecodeFromUtf8(_carry.AsSpan(0, _carried), out _, out var consumed);
            if (status == OperationStatus.NeedMoreData)
            {
                continue;
            }

            // An invalid sequence may end before the last byte carried: that byte starts the next one.
            var pending = _carry.AsSpan(0, _carried).ToArray();
            _carried = 0;
            if (status == OperationStatus.InvalidData)
            {
                Report(pending[0]);
            }

            Advance(pending.AsSpan(0, consumed));
            Check(pending.AsSpan(consumed));
        }

        while (bytes.Length > 0)
        {
            var valid = ValidLength(bytes);
            Advance(bytes[..valid]);
            bytes = bytes[valid..];
            if (bytes.IsEmpty)
            {
                return;
            }

            if (Rune.DecodeFromUtf8(bytes, out _, out var consumed) == OperationStatus.NeedMoreData)
            {
                bytes.CopyTo(_carry);
                _carried = bytes.Length;
                return;
            }

            Report(bytes[0]);
            Advance(bytes[..consumed]);
            bytes = bytes[consumed..];
        }
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return bytes.Length;
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == OperationStatus.Done)
        {
            at += consumed;
        }

        return at;
    }

    private void Advance(ReadOnlySpan<byte> bytes)
    {
        var from = 0;
        while (bytes[from..].IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var step)
        {
            var at = from + step;
            if (bytes[at] == '\n' && _afterReturn && at == from)
            {
                _byteInLine = 1;
            }
            else
            {
                _line++;
                _byteInLine = 1;
            }

            _afterReturn = bytes[at] == '\r';
            from = at + 1;
        }

        if (from < bytes.Length)
        {
            _byteInLine += bytes.Length - from;
            _afterReturn = false;
        }
    }

    private void ReportCutOff()
    {
        if (_carried > 0)
        {
            Report(_carry[0]);
            _carried = 0;
        }
    }

    private void Report(byte value) => problems.Add(new CsvProblem
    {
        Rule = CsvRule.Encoding,
        Line = _line,
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"byte {_byteInLine} of the line (0x{value:X2}) is not UTF-8. Save the file as UTF-8, or name its encoding (such as windows-1254 or latin1)."),
    });
}
