namespace Reprise.Testing;

/// <summary>The system's clock, except that no two looks show the same millisecond: what is created later sorts later. Thread-safe.</summary>
public sealed class DistinctTime : TimeProvider
{
    private long _last;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var now = Math.Max(last + 1, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            if (Interlocked.CompareExchange(ref _last, now, last) == last)
            {
                return DateTimeOffset.FromUnixTimeMilliseconds(now);
            }
        }
    }
}
