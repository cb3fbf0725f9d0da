using System.Security.Cryptography;
using System.Text;

namespace Reprise.Server.Webhooks;

/// <summary>The signature of a message, as MLflow's receivers check it.</summary>
internal static class WebhookSignature
{
    public const string SignatureHeader = "X-MLflow-Signature", DeliveryHeader = "X-MLflow-Delivery-Id", TimestampHeader = "X-MLflow-Timestamp";

    /// <summary><c>v1,</c> and base64 of HMAC-SHA256 over id, time and body, parted by dots.</summary>
    public static string Of(string secret, string deliveryId, string timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{deliveryId}.{timestamp}.{body}")));
}
