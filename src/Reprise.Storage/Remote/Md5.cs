using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Reprise.Storage.Remote;

/// <summary>The checksum that every object service verifies on request.</summary>
[SuppressMessage("Security", "CA5351", Justification = "Object services check MD5 against damage on the way; nothing here relies on it against attackers.")]
internal static class Md5
{
    public static byte[] Of(ReadOnlySpan<byte> bytes) => MD5.HashData(bytes);
}
