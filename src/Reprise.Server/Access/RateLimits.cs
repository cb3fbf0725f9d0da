using System.Threading.RateLimiting;

namespace Reprise.Server.Access;

/// <summary>The token buckets of addresses and callers. Idle buckets are forgotten.</summary>
internal sealed class RateLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string>? _addresses, _callers;

    public RateLimits(RateOptions? options)
    {
        _addresses = Create(options?.PerAddress ?? 0, options?.BurstSeconds ?? 1);
        _callers = Create(options?.PerCaller ?? 0, options?.BurstSeconds ?? 1);
    }

    /// <summary>Takes a token of an address; else how long to wait for one.</summary>
    public TimeSpan? TakeOfAddress(string address) => Take(_addresses, address);

    /// <summary>Takes a token of a caller; else how long to wait for one.</summary>
    public TimeSpan? TakeOfCaller(string name) => Take(_callers, name);

    public void Dispose()
    {
        _addresses?.Dispose();
        _callers?.Dispose();
    }

    private static TimeSpan? Take(PartitionedRateLimiter<string>? limiter, string key)
    {
        if (limiter is null)
        {
            return null;
        }

        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1);
    }

    private static PartitionedRateLimiter<string>? Create(int perSecond, int burstSeconds) => perSecond == 0 ? null : PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = (int)Math.Min(int.MaxValue, (long)perSecond * burstSeconds),
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        }),
        StringComparer.Ordinal);
}
