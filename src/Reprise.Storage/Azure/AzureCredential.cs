using Reprise.Core.Errors;

namespace Reprise.Storage.Azure;

/// <summary>Proof of who is asking: an account's key, or a shared access signature. Neither can be read back or printed.</summary>
public sealed class AzureCredential
{
    private AzureCredential(string account, byte[]? key, string sas) => (Account, Key, Sas) = (account, key, sas);

    /// <summary>Name of the storage account.</summary>
    public string Account { get; }

    internal byte[]? Key { get; }

    /// <summary>The signature as a query without its question mark; empty with a key.</summary>
    internal string Sas { get; }

    /// <summary>The account's own key in base64.</summary>
    /// <exception cref="RepriseException">The key is not base64; the message does not hold it.</exception>
    public static AzureCredential FromKey(string account, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        ArgumentNullException.ThrowIfNull(key);
        var bytes = new byte[key.Length];
        return key.Length > 0 && Convert.TryFromBase64String(key, bytes, out var length)
            ? new AzureCredential(account, bytes[..length], "")
            : throw new RepriseException(ErrorCode.InvalidParameterValue, $"The key of the Azure account '{account}' is not base64. Copy it again from the portal.");
    }

    /// <summary>A shared access signature: a query such as <c>sv=…&amp;sig=…</c>.</summary>
    /// <exception cref="RepriseException">There is no signature in it; the message does not hold it.</exception>
    public static AzureCredential FromSas(string account, string sas)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        ArgumentNullException.ThrowIfNull(sas);
        var query = sas.TrimStart('?');
        return query.Split('&').Any(part => part.StartsWith("sig=", StringComparison.Ordinal))
            ? new AzureCredential(account, null, query)
            : throw new RepriseException(ErrorCode.InvalidParameterValue, $"The shared access signature for the Azure account '{account}' has no 'sig'. Copy it whole.");
    }

    /// <summary>The kind of credential, without the secret.</summary>
    public override string ToString() => $"{(Key is null ? "shared access signature" : "key")} of {Account}";
}
