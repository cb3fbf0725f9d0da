using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Reprise.Core.Errors;

namespace Reprise.Tracking.Webhooks;

/// <summary>
/// Encrypts the secrets of webhooks for the database: AES-256-GCM under a key that is not in it, bound to the webhook's id, so that a secret copied to another
/// row does not open. The key is base64 of 32 bytes in the environment variable <see cref="Variable"/>, or a file of the home that is made at first use.
/// </summary>
internal sealed class WebhookSecrets
{
    /// <summary>The environment variable of the key; servers that share a database share the key.</summary>
    public const string Variable = "REPRISE_WEBHOOK_KEY";

    private const string Prefix = "reprise1:";
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16;

    private readonly Lazy<byte[]> _key;

    /// <param name="keyFile">Where the key is kept when the environment has none.</param>
    public WebhookSecrets(string keyFile) => _key = new Lazy<byte[]>(() => FromEnvironment() ?? FromFile(keyFile), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The secret as the database keeps it.</summary>
    public string Encrypt(string secret, string webhookId)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_key.Value, TagBytes);
        aes.Encrypt(
            sealedBytes.AsSpan(0, NonceBytes),
            plain,
            sealedBytes.AsSpan(NonceBytes + TagBytes),
            sealedBytes.AsSpan(NonceBytes, TagBytes),
            Encoding.UTF8.GetBytes(webhookId));
        return Prefix + Base64Url.EncodeToString(sealedBytes);
    }

    /// <summary>The secret behind what the database keeps.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidState"/>: another key or another program wrote it.</exception>
    public string Decrypt(string kept, string webhookId)
    {
        try
        {
            if (kept.StartsWith(Prefix, StringComparison.Ordinal) && Base64Url.DecodeFromChars(kept.AsSpan(Prefix.Length)) is { Length: >= NonceBytes + TagBytes } bytes)
            {
                var plain = new byte[bytes.Length - NonceBytes - TagBytes];
                using var aes = new AesGcm(_key.Value, TagBytes);
                aes.Decrypt(
                    bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(webhookId));
                return Encoding.UTF8.GetString(plain);
            }
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            // Said below, for every way of not opening.
        }

        throw new RepriseException(
            ErrorCode.InvalidState, $"The secret of webhook {webhookId} was encrypted with another key or by another program. Set the secret again, or give its key in {Variable}.");
    }

    private static byte[]? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text)
        {
            return null;
        }

        var key = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(text, key, out var length) && length == KeyBytes
            ? key[..KeyBytes]
            : throw new RepriseException(ErrorCode.InvalidState, $"{Variable} must be base64 of {KeyBytes} bytes, such as `openssl rand -base64 32` prints.");
    }

    private static byte[] FromFile(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
        }

        if (!File.Exists(path))
        {
            // Written aside, flushed and linked into place: of two processes that start together one wins, and nobody reads half a key.
            var temporary = $"{path}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Owner;
            }

            using (var file = new FileStream(temporary, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
                file.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(temporary, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(temporary);
            }
        }

        var key = File.ReadAllBytes(path);
        return key.Length == KeyBytes
            ? key
            : throw new RepriseException(
                ErrorCode.InvalidState, FormattableString.Invariant($"'{path}' must hold {KeyBytes} bytes and holds {key.Length}. Restore it from a backup, or delete it and set the webhooks' secrets again."));
    }
}
