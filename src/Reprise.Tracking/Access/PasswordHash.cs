using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reprise.Tracking.Access;

/// <summary>
/// Passwords as PBKDF2 with HMAC-SHA512 (RFC 8018), 210,000 rounds and a salt of 16 random bytes: <c>pbkdf2-sha512$rounds$salt$key</c>. The text says how it was
/// made, so that stored ones outlive a change of the rounds.
/// </summary>
internal static class PasswordHash
{
    /// <summary>What new hashes cost; about a tenth of a second.</summary>
    public const int Rounds = 210_000;

    private const string Scheme = "pbkdf2-sha512";
    private const int SaltBytes = 16, KeyBytes = 32;
    private static readonly string NobodysHash = Create("", RandomNumberGenerator.GetBytes(SaltBytes), Rounds);

    /// <summary>A new hash of a password.</summary>
    public static string Create(string password) => Create(password, RandomNumberGenerator.GetBytes(SaltBytes), Rounds);

    /// <summary>Whether the password is the one of the hash. A null hash takes as long as a real one and is never right.</summary>
    public static bool Verify(string? hash, string password)
    {
        var parts = (hash ?? NobodysHash).Split('$');
        if (parts is not [Scheme, var rounds, var salt, var key] || !int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1)
        {
            return false;
        }

        var expected = Convert.FromBase64String(key);
        var actual = Derive(password, Convert.FromBase64String(salt), count, expected.Length);
        return CryptographicOperations.FixedTimeEquals(actual, expected) && hash is not null;
    }

    private static string Create(string password, byte[] salt, int rounds) => string.Create(
        CultureInfo.InvariantCulture, $"{Scheme}${rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, rounds, KeyBytes))}");

    private static byte[] Derive(string password, byte[] salt, int rounds, int length) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, HashAlgorithmName.SHA512, length);
}
