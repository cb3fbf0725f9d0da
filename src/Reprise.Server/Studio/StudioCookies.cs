namespace Reprise.Server.Studio;

/// <summary>Names of cookies. Browsers share cookies between the ports of a host: servers over different homes need different names.</summary>
internal sealed record StudioCookies(string Antiforgery, string Session)
{
    /// <summary>The names of a server by a text that is its own.</summary>
    public static StudioCookies Of(string mark) => new($"reprise-antiforgery-{mark}", $"reprise-session-{mark}");
}
