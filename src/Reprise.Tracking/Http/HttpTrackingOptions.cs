namespace Reprise.Tracking.Http;

/// <summary>How to talk to a tracking server.</summary>
public sealed record HttpTrackingOptions
{
    /// <summary>Address of the server, such as <c>http://127.0.0.1:5000</c>; a path is kept as prefix.</summary>
    public required Uri Address { get; init; }

    /// <summary>How long one answer may take; transfers of artifact files have no limit. Default 100 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// How often a call that may be repeated is tried again when the connection fails or the server answers 429 or 503, 0 to 20. Default 5.
    /// Calls that create something are never repeated.
    /// </summary>
    public int Retries { get; init; } = 5;

    /// <summary>Wait before the first retry; it doubles with each. Default 200 milliseconds.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The clock of waits and timeouts. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
