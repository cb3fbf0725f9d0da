using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Reprise.Core.Errors;
using Reprise.Tracking.Rules;

namespace Reprise.Server.Tracking;

/// <summary>
/// The body of an upload, hashed as it passes. Its end fails, so that nothing is stored, when the bytes have not the <c>Content-MD5</c> or the SHA-256 in
/// <c>Repr-Digest</c> or <c>Content-Digest</c> that the request announced.
/// </summary>
internal sealed class VerifiedBody : Stream
{
    private const string Sha256Name = "sha-256=:";
    private readonly Stream _inner;
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash? _md5;
    private readonly byte[]? _wantedSha256;
    private readonly byte[]? _wantedMd5;

    public VerifiedBody(HttpRequest request)
    {
        _inner = request.Body;
        _wantedSha256 = Sha256Of(request.Headers["Repr-Digest"]) ?? Sha256Of(request.Headers["Content-Digest"]);
        if (request.Headers.ContentMD5.ToString() is { Length: > 0 } md5)
        {
            _wantedMd5 = Bytes(md5, MD5.HashSizeInBytes) ?? throw Invalid.Parameter($"The header {HeaderNames.ContentMD5} must be the base64 of an MD5. Got '{md5}'.");
            _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        }
    }

    /// <summary>SHA-256 of everything; known at the end.</summary>
    public byte[]? Sha256 { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>A SHA-256 as the headers of RFC 9530 write it.</summary>
    public static string Header(byte[] sha256) => $"{Sha256Name}{Convert.ToBase64String(sha256)}:";

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _inner.ReadAsync(buffer, cancellationToken);
        if (read > 0)
        {
            _sha256.AppendData(buffer.Span[..read]);
            _md5?.AppendData(buffer.Span[..read]);
        }
        else if (Sha256 is null && buffer.Length > 0)
        {
            Sha256 = _sha256.GetHashAndReset();
            Require("SHA-256", _wantedSha256, Sha256);
            Require("MD5", _wantedMd5, _md5?.GetHashAndReset());
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read without blocking.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sha256.Dispose();
            _md5?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static void Require(string name, byte[]? wanted, byte[]? found)
    {
        if (wanted is not null && found is not null && !wanted.AsSpan().SequenceEqual(found))
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                $"The bytes that arrived have the {name} {Convert.ToHexStringLower(found)}; the request announced {Convert.ToHexStringLower(wanted)}. Nothing was stored: send them again.");
        }
    }

    private static byte[]? Sha256Of(string? header)
    {
        var start = header?.IndexOf(Sha256Name, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (start < 0)
        {
            return null;   // another algorithm, or none
        }

        var value = header![(start + Sha256Name.Length)..];
        return Bytes(value.Split(':')[0], SHA256.HashSizeInBytes) ?? throw Invalid.Parameter($"A digest must be {Sha256Name}<base64>:. Got '{header}'.");
    }

    private static byte[]? Bytes(string base64, int length)
    {
        var bytes = new byte[length + 1];
        return Convert.TryFromBase64String(base64, bytes, out var written) && written == length ? bytes[..length] : null;
    }
}
