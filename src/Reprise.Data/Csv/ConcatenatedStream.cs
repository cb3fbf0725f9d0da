namespace Reprise.Data.Csv;

/// <summary>Streams read one after the other as one.</summary>
internal sealed class ConcatenatedStream(params Stream[] parts) : ReadOnlyStream
{
    private int _at;

    public override int Read(Span<byte> buffer)
    {
        while (_at < parts.Length)
        {
            var count = parts[_at].Read(buffer);
            if (count > 0 || buffer.IsEmpty)
            {
                return count;
            }

            _at++;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var part in parts)
            {
                part.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
