using System.Security.Cryptography;
using Reprise.Core.Errors;

namespace Reprise.Storage.Remote;

/// <summary>
/// Reads one version of a remote object. A lost connection is taken up again where it broke; a seek asks for the rest from there. When all bytes
/// are read in order, their checksum is compared with the service's, and the last read fails when it differs.
/// </summary>
internal sealed class RemoteReadStream : Stream, IObjectContent
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private readonly Func<RemoteObject, long, CancellationToken, Task<Stream>> _open;
    private readonly RemoteObject _object;
    private readonly TransferOptions _options;
    private readonly TimeProvider _time;
    private PartedHash? _check;
    private Stream? _body;
    private long _bodyAt;

    /// <param name="key">The object's key in its store.</param>
    /// <param name="remote">The object.</param>
    /// <param name="body">Its bytes from the start.</param>
    /// <param name="open">Opens the same version from a position on.</param>
    /// <param name="options">Retries and timeout.</param>
    /// <param name="time">The clock.</param>
    public RemoteReadStream(
        ObjectKey key,
        RemoteObject remote,
        Stream body,
        Func<RemoteObject, long, CancellationToken, Task<Stream>> open,
        TransferOptions options,
        TimeProvider time)
    {
        (_object, _body, _open, _options, _time) = (remote, body, open, options, time);
        _check = remote.Check is { } check ? new PartedHash(check.IsSha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.MD5, check.PartSize) : null;
        Entry = new ObjectEntry(key, IsFolder: false, remote.Size, remote.ModifiedAt, remote.Version);
    }

    public ObjectEntry Entry { get; }

    public string? Sha256 => _object.Check is { IsSha256: true } check ? check.Hex : null;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _object.Size;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || Position >= Length)
        {
            return 0;
        }

        buffer = buffer[..(int)Math.Min(buffer.Length, Length - Position)];
        var delay = FirstDelay;
        for (var left = _options.Retries; ; left--)
        {
            try
            {
                var read = await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (read > 0)
                {
                    Verify(buffer.Span[..read]);
                    Position += read;
                    _bodyAt = Position;
                    return read;
                }

                throw new EndOfStreamException("the answer ended early");
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException or TimeoutException)
            {
                await DropAsync().ConfigureAwait(false);
                if (left == 0)
                {
                    throw new RepriseException(
                        ErrorCode.TemporarilyUnavailable,
                        FormattableString.Invariant($"Reading '{_object.Name}' broke at byte {Position} of {Length}: {exception.Message.TrimEnd('.')}. Try again."),
                        exception);
                }

                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
                delay *= 2;
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? Position : Length);
        return Position = position >= 0 ? position : throw new IOException("A position must not be before the start.");
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("The stream is for reading.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is for reading.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body?.Dispose();
            _check?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            if (_body is null || _bodyAt != Position)
            {
                await DropAsync().ConfigureAwait(false);
                _body = await _open(_object, Position, either.Token).ConfigureAwait(false);
                _bodyAt = Position;
            }

            return await _body.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested && late.IsCancellationRequested)
        {
            throw new TimeoutException(FormattableString.Invariant($"the service was silent for {_options.Timeout.TotalSeconds} seconds"), exception);
        }
    }

    private void Verify(ReadOnlySpan<byte> bytes)
    {
        if (_check is null)
        {
            return;
        }

        if (_check.Count != Position)
        {
            _check.Dispose();   // read in another order: parts cannot be verified
            _check = null;
            return;
        }

        _check.Append(bytes);
        if (_check.Count == Length && _check.Finish() is var found && found != _object.Check!.Hex)
        {
            throw new RepriseException(
                ErrorCode.DataLoss, $"'{_object.Name}' arrived with the checksum {found}; its service has {_object.Check.Hex}. Read it again, or restore it.");
        }
    }

    private async ValueTask DropAsync()
    {
        if (_body is { } body)
        {
            _body = null;
            await body.DisposeAsync().ConfigureAwait(false);
        }
    }
}
