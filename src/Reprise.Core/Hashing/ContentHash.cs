using System.Security.Cryptography;

namespace Reprise.Core.Hashing;

/// <summary>Content hashes as lower-case hexadecimal.</summary>
public static class ContentHash
{
    /// <summary>SHA-256 of bytes, 64 characters.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>SHA-256 of a stream from its position to its end, in constant memory.</summary>
    public static string Sha256(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));

    /// <summary>SHA-256 of a file, in constant memory.</summary>
    public static string Sha256OfFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return Sha256(stream);
    }
}
