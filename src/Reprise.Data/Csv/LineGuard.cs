using System.Globalization;

namespace Reprise.Data.Csv;

/// <summary>
/// Drops a byte order mark, ends reading at a line that is too long, and ends the last line where the text does not, so that an open quote is seen at the end.
/// </summary>
internal sealed class LineGuard(TextReader inner, int maxLineLength) : TextReader
{
    private int _line = 1;
    private int _length;
    private char _last = '\n';
    private bool _started;

    public override int Read(Span<char> buffer)
    {
        var count = inner.Read(buffer);
        if (!_started && count > 0)
        {
            _started = true;
            if (buffer[0] == '\uFEFF')
            {
                buffer[1..count].CopyTo(buffer);
                count = count > 1 ? count - 1 : inner.Read(buffer);
            }
        }

        if (count > 0)
        {
            Check(buffer[..count]);
            _last = buffer[count - 1];
            return count;
        }

        if (buffer.IsEmpty || _last is '\n' or '\r')
        {
            return 0;
        }

        buffer[0] = _last = '\n';
        return 1;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Peek() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<char> text)
    {
        var from = 0;
        while (text[from..].IndexOfAny('\n', '\r') is >= 0 and var step)
        {
            Grow(step);
            _length = 0;
            _line++;
            from += step + 1;
        }

        Grow(text.Length - from);
    }

    private void Grow(int by)
    {
        _length += by;
        if (_length > maxLineLength)
        {
            throw new LineTooLongException(string.Create(
                CultureInfo.InvariantCulture, $"a line near line {_line} is longer than {maxLineLength:N0} characters; this is no CSV file, or its line breaks are missing."));
        }
    }

    /// <summary>Carries the message from under the tokeniser to the reader.</summary>
    internal sealed class LineTooLongException(string message) : Exception(message);
}
