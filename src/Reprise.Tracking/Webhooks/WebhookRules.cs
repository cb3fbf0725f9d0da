using System.Text;
using Reprise.Core.Errors;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Webhooks;

/// <summary>What a webhook may be.</summary>
internal static class WebhookRules
{
    public const int MaxName = 256, MaxDescription = 1000, MaxUrl = 500, MaxSecretBytes = 500, MaxWebhooks = 1000, MaxPage = 1000;

    /// <summary>Refuses values that break a rule.</summary>
    public static void Validate(WebhookChange change, bool allowHttp)
    {
        if (change.Name is { } name)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                throw Invalid.Parameter("Webhook name cannot be empty or just whitespace");
            }

            Rules.Text.RequirePrintable(name, "webhook name");
        }

        Rules.Text.RequireLength(change.Name, MaxName, "name");
        Rules.Text.RequireLength(change.Description, MaxDescription, "description");
        if (change.Url is { } url)
        {
            Url(url, allowHttp);
        }

        if (change.Secret is { } secret && Encoding.UTF8.GetByteCount(secret) > MaxSecretBytes)
        {
            throw Invalid.Parameter(FormattableString.Invariant($"A webhook's secret can have at most {MaxSecretBytes} bytes in UTF-8."));
        }

        if (change.Events is { Count: 0 })
        {
            throw Invalid.Parameter("Webhook events cannot be empty");
        }

        if (change.Events?.FirstOrDefault(given => !WebhookEvent.All.Contains(given)) is { Entity: not null } unknown)
        {
            throw Invalid.Parameter($"Webhook event '{unknown}' is not offered. Choose of: {string.Join(", ", WebhookEvent.All)}.");
        }
    }

    /// <summary>The URL, which must be absolute, of an allowed scheme and without a password in it.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: it is not.</exception>
    public static Uri Url(string url, bool allowHttp)
    {
        Rules.Text.RequireLength(url, MaxUrl, "url");
        Rules.Text.RequirePrintable(url, "webhook URL");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            throw Invalid.Parameter($"Invalid webhook URL '{url}'. It must be absolute, such as https://hooks.example.org/registry.");
        }

        if (address.Scheme != Uri.UriSchemeHttps && !(allowHttp && address.Scheme == Uri.UriSchemeHttp))
        {
            throw Invalid.Parameter($"Invalid webhook URL scheme: '{address.Scheme}'. Allowed schemes are: {(allowHttp ? "https, http" : "https")}.");
        }

        return address.UserInfo.Length == 0 ? address : throw Invalid.Parameter("A webhook URL must not hold a user name or password. Give a secret instead.");
    }

    public static RepriseException NotFound(string id) => Invalid.NotFound($"Webhook with ID {id} not found");
}
