namespace Reprise.Tracking.Http;

/// <summary>How to talk to a tracking server.</summary>
public sealed record HttpTrackingOptions
{
    /// <summary>Address of the server, such as <c>http://127.0.0.1:5000</c>; a path is kept as prefix.</summary>
    public required Uri Address { get; init; }

    /// <summary>What to prove who calls with; null, the default, for nothing.</summary>
    public TrackingCredentials? Credentials { get; init; }

    /// <summary>How long one answer may take; transfers of artifact files have no limit. Default 100 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How often a call that may be repeated is tried again when the connection fails or the server answers 429 or 503, 0 to 20. Default 5.
    /// Calls that create something are never repeated.
    /// </summary>
    public int Retries { get; init; } = 5;

    /// <summary>Wait before the first retry; it doubles with each. Default 200 milliseconds.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Files of at least this many bytes are sent so that a lost connection costs only what was on its way: in pieces through the server, or in parts
    /// straight to the bucket behind it. Default 8 MiB. Smaller ones, streams that cannot seek, and servers that offer neither get one request.
    /// </summary>
    public long ResumeFrom { get; init; } = 8 << 20;

    /// <summary>The clock of waits and timeouts. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
