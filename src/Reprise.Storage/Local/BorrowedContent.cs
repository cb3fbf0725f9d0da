namespace Reprise.Storage.Local;

/// <summary>Content of a caller on its way to a file. Remembers whether a failure was the content's, which the caller hears as it is, or the disk's.</summary>
internal sealed class BorrowedContent(Stream content)
{
    private const int BufferSize = 1 << 17;
    private Exception? _failure;

    /// <summary>Whether reading the content failed with this.</summary>
    public bool Failed(Exception exception) => ReferenceEquals(exception, _failure);

    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        while (await ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<int> ReadAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _failure = exception;
            throw;
        }
    }
}
