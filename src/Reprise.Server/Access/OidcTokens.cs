using System.Net.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Reprise.Tracking.Access;

namespace Reprise.Server.Access;

/// <summary>Somebody an identity provider vouches for.</summary>
internal sealed record FederatedCaller(string Name, IReadOnlyCollection<string> Groups);

/// <summary>
/// Checks signed tokens: signature by a key of the provider that the token names, issuer, audience and times. Only RSA and elliptic-curve signatures count,
/// so that nobody signs with the public key as a secret, or not at all. Keys are fetched when they are needed and kept a day; an unknown key has them
/// fetched again, at most once in half a minute.
/// </summary>
internal sealed partial class OidcTokens : IDisposable
{
    private const int MaxTokenBytes = 16 << 10;
    private const int MaxDocumentBytes = 1 << 20;
    private const int MaxName = 255, MaxGroups = 1000;
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(10), KeepKeys = TimeSpan.FromDays(1), RetryInterval = TimeSpan.FromSeconds(5),
        RefetchInterval = TimeSpan.FromSeconds(30);

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenBytes, MapInboundClaims = false };
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = FetchTimeout })
    {
        Timeout = FetchTimeout,
        MaxResponseContentBufferSize = MaxDocumentBytes,
    };

    private readonly OidcOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<OidcTokens> _logger;
    private readonly HttpDocumentRetriever _documents;
    private readonly SemaphoreSlim _fetching = new(1);
    private volatile Known? _known;
    private long? _refetchedAt, _failedAt;   // only under _fetching

    public OidcTokens(OidcOptions options, TimeProvider time, ILogger<OidcTokens> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _documents = new HttpDocumentRetriever(_http) { RequireHttps = options.Issuer.Scheme == Uri.UriSchemeHttps };
    }

    /// <summary>The caller a token speaks for; null when it is not to be believed, or the provider cannot be asked.</summary>
    public async Task<FederatedCaller?> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > MaxTokenBytes || token.Split('.').Length != 3 || !_handler.CanReadToken(token))
        {
            return null;
        }

        try
        {
            var provider = await ProviderAsync(null, cancellationToken);
            var result = await ValidateAsync(token, provider);
            if (result.Exception is SecurityTokenSignatureKeyNotFoundException && await ProviderAsync(provider, cancellationToken) is var newer && newer != provider)
            {
                result = await ValidateAsync(token, newer);
            }

            if (!result.IsValid)
            {
                LogRefused(_logger, result.Exception.GetType().Name);   // its text may repeat the token
                return null;
            }

            return Read((JsonWebToken)result.SecurityToken);
        }
        catch (Exception exception) when (IsOfProvider(exception) && !cancellationToken.IsCancellationRequested)
        {
            LogUnreachable(_logger, _options.Issuer, exception.Message);
            return null;
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _fetching.Dispose();
    }

    private Task<TokenValidationResult> ValidateAsync(string token, OpenIdConnectConfiguration provider)
    {
        var issuer = _options.Issuer.OriginalString;
        return _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            ValidIssuers = [issuer, issuer.TrimEnd('/'), issuer.TrimEnd('/') + "/"],
            ValidAudience = _options.Audience,
            IssuerSigningKeys = provider.SigningKeys,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuerSigningKey = true,
            LifetimeValidator = IsAlive,
        });
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + _options.ClockSkew && (notBefore is not { } start || now >= start - _options.ClockSkew);
    }

    private FederatedCaller? Read(JsonWebToken token)
    {
        if (!token.TryGetPayloadValue<string>(_options.NameClaim, out var name) || string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(char.IsControl))
        {
            LogRefused(_logger, $"no usable claim '{_options.NameClaim}'");
            return null;
        }

        var groups = token.Claims.Where(claim => claim.Type == _options.GroupsClaim).Select(claim => claim.Value).Distinct(StringComparer.Ordinal).Take(MaxGroups);
        return new FederatedCaller(Subject.FederatedMark + name, groups.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The provider's keys: those that are known, unless they are old or are the ones in which a token's key was not found.</summary>
    private async Task<OpenIdConnectConfiguration> ProviderAsync(OpenIdConnectConfiguration? insufficient, CancellationToken cancellationToken)
    {
        if (_known is { } known && known.Provider != insufficient && !IsOlder(known.At, KeepKeys))
        {
            return known.Provider;
        }

        await _fetching.WaitAsync(cancellationToken);
        try
        {
            var current = _known;
            var mayFetch = current is null ? IsOlder(_failedAt, RetryInterval)
                : current.Provider == insufficient ? IsOlder(_refetchedAt, RefetchInterval)
                : IsOlder(current.At, KeepKeys) && IsOlder(_failedAt, RetryInterval);
            return mayFetch
                ? await FetchAsync(current?.Provider, insufficient is not null, cancellationToken)
                : current?.Provider ?? throw new InvalidOperationException("it did not answer a moment ago");
        }
        finally
        {
            _fetching.Release();
        }
    }

    /// <summary>Asks the provider; one that does not answer leaves the keys that are known.</summary>
    private async Task<OpenIdConnectConfiguration> FetchAsync(OpenIdConnectConfiguration? current, bool again, CancellationToken cancellationToken)
    {
        _refetchedAt = again ? _time.GetTimestamp() : _refetchedAt;
        try
        {
            var address = _options.Issuer.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration";
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(address, _documents, cancellationToken);
            if (found.Issuer?.TrimEnd('/') != _options.Issuer.OriginalString.TrimEnd('/'))
            {
                throw new InvalidOperationException($"it calls itself '{found.Issuer}'");
            }

            _known = new Known(found, _time.GetTimestamp());
            return found;
        }
        catch (Exception exception) when (current is not null && IsOfProvider(exception))
        {
            _failedAt = _time.GetTimestamp();
            LogUnreachable(_logger, _options.Issuer, exception.Message);
            return current;
        }
        catch
        {
            _failedAt = _time.GetTimestamp();
            throw;
        }
    }

    private bool IsOlder(long? since, TimeSpan age) => since is not { } then || _time.GetElapsedTime(then) >= age;

    private static bool IsOfProvider(Exception exception) =>
        exception is InvalidOperationException or HttpRequestException or IOException or ArgumentException or System.Text.Json.JsonException or TaskCanceledException;

    private sealed record Known(OpenIdConnectConfiguration Provider, long At);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A bearer token was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity provider {Issuer} cannot be asked for its keys: {Problem}")]
    private static partial void LogUnreachable(ILogger logger, Uri issuer, string problem);
}
