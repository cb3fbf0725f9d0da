using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Reprise.Tracking.Access;

/// <summary>Random texts that are shown once and kept as SHA-256: with 256 random bits there is nothing to guess, so a fast hash is enough.</summary>
internal static class SecretText
{
    /// <summary>How an API key begins, for people and for scanners of leaked secrets.</summary>
    public const string KeyMark = "rpk_";

    private const int PrefixLetters = 12;
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";   // none that is taken for another

    /// <summary>256 random bits as text for an address or a header.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A password for people to copy: 120 random bits in groups of six.</summary>
    public static string CreatePassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 6)));

    /// <summary>A new API key and the part by which it is looked up.</summary>
    public static (string Prefix, string Text) CreateKey()
    {
        var prefix = RandomNumberGenerator.GetString(Letters, PrefixLetters);
        return (prefix, $"{KeyMark}{prefix}_{Create()}");
    }

    /// <summary>The part by which a key is looked up; null for a text that is no key.</summary>
    public static string? PrefixOf(string text) =>
        text.Length > KeyMark.Length + PrefixLetters + 1
        && text.StartsWith(KeyMark, StringComparison.Ordinal)
        && text[KeyMark.Length + PrefixLetters] == '_'
            ? text.Substring(KeyMark.Length, PrefixLetters)
            : null;

    /// <summary>What is kept of a secret: SHA-256 in hexadecimal digits.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether a secret is the one of the hash, in a time that does not tell how far they agree.</summary>
    public static bool Matches(string hash, string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(secret)));
}
