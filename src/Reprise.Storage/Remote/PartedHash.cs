using System.Security.Cryptography;

namespace Reprise.Storage.Remote;

/// <summary>The checksum a service keeps of an object, computed while its bytes pass in order.</summary>
internal sealed class PartedHash(HashAlgorithmName algorithm, long partSize) : IDisposable
{
    private readonly IncrementalHash _part = IncrementalHash.CreateHash(algorithm);
    private readonly IncrementalHash _parts = IncrementalHash.CreateHash(algorithm);
    private long _inPart;

    /// <summary>Bytes seen.</summary>
    public long Count { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Count += bytes.Length;
        while (partSize > 0 && _inPart + bytes.Length > partSize)
        {
            var rest = (int)(partSize - _inPart);
            _part.AppendData(bytes[..rest]);
            _parts.AppendData(_part.GetHashAndReset());
            bytes = bytes[rest..];
            _inPart = 0;
        }

        _part.AppendData(bytes);
        _inPart += bytes.Length;
    }

    /// <summary>The checksum in hexadecimal; call once.</summary>
    public string Finish()
    {
        var last = _part.GetHashAndReset();
        if (partSize == 0)
        {
            return Convert.ToHexStringLower(last);
        }

        _parts.AppendData(last);
        return Convert.ToHexStringLower(_parts.GetHashAndReset());
    }

    public void Dispose()
    {
        _part.Dispose();
        _parts.Dispose();
    }
}
