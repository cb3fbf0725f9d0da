using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Reprise.Tracking.Access;

/// <summary>
/// Checks passwords. A client that sends its password with every request would cost a tenth of a second each time, so one that was right is right again for ten
/// minutes: remembered under a key of this process, bound to the stored hash, so that a changed password is forgotten with its hash. Hashing takes at most
/// half of the processors at a time; more wait.
/// </summary>
internal sealed class PasswordCheck(TimeProvider time)
{
    private const int MaxRemembered = 1024;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    private static readonly SemaphoreSlim Hashing = new(Math.Max(1, Environment.ProcessorCount / 2));

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, long> _right = new(StringComparer.Ordinal);

    /// <summary>Whether the password is the one of the hash; a null hash takes as long. With <paramref name="remembered"/> only whether it was, lately.</summary>
    public async Task<bool> IsRightAsync(string? hash, string password, bool remembered, CancellationToken cancellationToken)
    {
        var mark = Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{hash}\0{password}")));
        if (hash is not null && _right.TryGetValue(mark, out var since) && time.GetElapsedTime(since) < Remembered)
        {
            return true;
        }

        if (remembered || !await RunAsync(() => PasswordHash.Verify(hash, password), cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (_right.Count >= MaxRemembered)
        {
            _right.Clear();
        }

        _right[mark] = time.GetTimestamp();
        return true;
    }

    /// <summary>A new hash of a password.</summary>
    public static Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        RunAsync(() => PasswordHash.Create(password), cancellationToken);

    private static async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await Hashing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Hashing.Release();
        }
    }
}
