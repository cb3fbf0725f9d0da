using System.Collections.Concurrent;

namespace Reprise.Server.Access;

/// <summary>
/// Slows those who guess passwords: after five wrong ones for a name from an address, that address waits a second before it is heard again about that name,
/// and twice as long after each further one, up to half a minute; after fifty wrong ones for any names likewise about all. Other addresses, API keys, sessions
/// and passwords that were right lately are not slowed, so that nobody is locked out by somebody else. An hour without a wrong one forgets.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    private const int FreeTries = 5, FreeTriesOfAddress = 50;
    private const int MaxRemembered = 20_000;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromSeconds(30), Memory = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Address, string? Name), Tries> _tries = new();

    /// <summary>How long an address has to wait before a password for this name is looked at; zero when it has not.</summary>
    public TimeSpan WaitOf(string address, string name)
    {
        var now = time.GetUtcNow();
        return Longer(Left((address, name), FreeTries, now), Left((address, null), FreeTriesOfAddress, now));
    }

    /// <summary>Counts a wrong password.</summary>
    public void Fail(string address, string name)
    {
        var now = time.GetUtcNow();
        if (_tries.Count >= MaxRemembered)
        {
            Forget(now);
        }

        Count((address, name), now);
        Count((address, null), now);
    }

    /// <summary>Forgets the wrong passwords of an address for this name.</summary>
    public void Succeed(string address, string name) => _tries.TryRemove((address, name), out _);

    private TimeSpan Left((string, string?) key, int free, DateTimeOffset now)
    {
        if (!_tries.TryGetValue(key, out var tries) || tries.Count < free || now - tries.Last > Memory)
        {
            return TimeSpan.Zero;
        }

        var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, FirstWait.TotalSeconds * Math.Pow(2, Math.Min(tries.Count - free, 10))));
        return Longer(TimeSpan.Zero, tries.Last + wait - now);
    }

    private void Count((string, string?) key, DateTimeOffset now) =>
        _tries.AddOrUpdate(key, _ => new Tries(1, now), (_, tries) => new Tries(now - tries.Last > Memory ? 1 : tries.Count + 1, now));

    /// <summary>Makes room: first what is old, and when there is nothing old, everything but the worst.</summary>
    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, tries) in _tries)
        {
            if (now - tries.Last > LongestWait || tries.Count < FreeTries)
            {
                _tries.TryRemove(key, out _);
            }
        }

        if (_tries.Count >= MaxRemembered)
        {
            _tries.Clear();
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private readonly record struct Tries(int Count, DateTimeOffset Last);
}
