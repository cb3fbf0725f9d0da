using System.Security.Cryptography;
using Reprise.Core.Errors;

namespace Reprise.Storage.Local;

/// <summary>
/// Content of a caller on its way to a file, hashed as it passes. Remembers whether a failure was the content's, which the caller hears as it is, or the
/// disk's.
/// </summary>
internal sealed class BorrowedContent(Stream content) : IDisposable
{
    private const int BufferSize = 1 << 17;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Exception? _failure;

    /// <summary>Whether reading the content failed with this.</summary>
    public bool Failed(Exception exception) => ReferenceEquals(exception, _failure);

    /// <summary>Copies to the end.</summary>
    /// <returns>SHA-256 of what was copied, in hexadecimal.</returns>
    /// <exception cref="RepriseException">There are more than <paramref name="most"/> bytes; that many were copied.</exception>
    public async Task<string> CopyToAsync(Stream target, long most, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        while (await ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            var taken = (int)Math.Min(read, most);
            _hash.AppendData(buffer, 0, taken);
            await target.WriteAsync(buffer.AsMemory(0, taken), cancellationToken).ConfigureAwait(false);
            most -= taken;
            if (taken < read)
            {
                throw new RepriseException(ErrorCode.InvalidParameterValue, "The content is longer than was announced. Begin again with the right size.");
            }
        }

        await target.FlushAsync(cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

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
