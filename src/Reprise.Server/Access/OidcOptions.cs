using System.Net;

namespace Reprise.Server.Access;

/// <summary>An OpenID Connect provider whose signed tokens are accepted as <c>Authorization: Bearer</c>.</summary>
public sealed record OidcOptions
{
    /// <summary>The issuer as its tokens name it; its keys are found at <c>/.well-known/openid-configuration</c> below. https, or http on loopback.</summary>
    public required Uri Issuer { get; init; }

    /// <summary>What tokens must name as audience: the name of this server at the provider.</summary>
    public required string Audience { get; init; }

    /// <summary>The claim that names the caller. Default <c>sub</c>, which providers never give to somebody else.</summary>
    public string NameClaim { get; init; } = "sub";

    /// <summary>The claim that lists groups, which are members of roles. Default <c>groups</c>.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>How far clocks may differ. Default 60 seconds.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(60);

    internal void Validate(List<string> problems)
    {
        if (!Issuer.IsAbsoluteUri || Issuer.UserInfo.Length > 0 || !(Issuer.Scheme == Uri.UriSchemeHttps || (Issuer.Scheme == Uri.UriSchemeHttp && IsLoopback(Issuer))))
        {
            problems.Add($"The issuer must be an https URL, or an http URL of this machine. Got '{Issuer}'.");
        }

        if (string.IsNullOrWhiteSpace(Audience) || string.IsNullOrWhiteSpace(NameClaim) || string.IsNullOrWhiteSpace(GroupsClaim))
        {
            problems.Add("An identity provider needs an audience, a claim for the name and a claim for the groups.");
        }

        if (ClockSkew < TimeSpan.Zero || ClockSkew > TimeSpan.FromMinutes(10))
        {
            problems.Add(FormattableString.Invariant($"Clocks may differ by 0 to 10 minutes. Got {ClockSkew}."));
        }
    }

    private static bool IsLoopback(Uri uri) => uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address));
}
