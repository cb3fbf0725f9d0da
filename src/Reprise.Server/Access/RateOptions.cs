namespace Reprise.Server.Access;

/// <summary>Limits on how many requests are answered, as token buckets: so many at once, refilled at so many a second. Beyond them the answer is 429.</summary>
public sealed record RateOptions
{
    /// <summary>Requests a second of one caller, whatever its addresses; 0 for no limit. Default 500.</summary>
    public int PerCaller { get; init; } = 500;

    /// <summary>Requests a second from one address (of IPv6 one /64 network), known or not; 0 for no limit. Default 1,000.</summary>
    public int PerAddress { get; init; } = 1000;

    /// <summary>How many seconds' worth may come at once, 1 to 3,600. Default 4.</summary>
    public int BurstSeconds { get; init; } = 4;

    internal void Validate(List<string> problems)
    {
        if (PerCaller is < 0 or > 1_000_000 || PerAddress is < 0 or > 1_000_000 || BurstSeconds is < 1 or > 3600)
        {
            problems.Add(FormattableString.Invariant(
                $"Rates must be from 0 (no limit) to 1,000,000 requests a second, their bursts from 1 to 3,600 seconds. Got {PerCaller}, {PerAddress} and {BurstSeconds}."));
        }
    }
}
