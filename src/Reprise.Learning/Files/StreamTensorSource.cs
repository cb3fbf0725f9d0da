namespace Reprise.Learning.Files;

/// <summary>A seekable stream read by its position; it stays the caller's.</summary>
internal sealed class StreamTensorSource(Stream stream, string place) : TensorSource
{
    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    private protected override void ReadBytes(long offset, Span<byte> bytes)
    {
        stream.Position = offset;
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw ModelFileErrors.Shorter(place);
        }
    }
}
