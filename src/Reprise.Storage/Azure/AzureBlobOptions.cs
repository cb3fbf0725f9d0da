using Reprise.Core.Errors;
using Reprise.Storage.Remote;

namespace Reprise.Storage.Azure;

/// <summary>A container of Azure Blob Storage.</summary>
public sealed record AzureBlobOptions
{
    /// <summary>Address of the container, such as <c>https://account.blob.core.windows.net/container</c>; never with a signature.</summary>
    public required Uri Container { get; init; }

    /// <summary>What every blob lies below. Default the whole container.</summary>
    public ObjectKey Prefix { get; init; }

    /// <summary>Who is asking. Its text never shows the secret.</summary>
    public required AzureCredential Credential { get; init; }

    /// <summary>Parts (blocks), retries, timeouts.</summary>
    public TransferOptions Transfer { get; init; } = new();

    /// <summary>
    /// Reads <c>wasbs://container@account.blob.core.windows.net/path</c> (or <c>wasb:</c>, <c>abfss:</c>, <c>abfs:</c>), and the credential from the environment:
    /// <c>AZURE_STORAGE_CONNECTION_STRING</c>, else <c>AZURE_STORAGE_ACCESS_KEY</c>, else <c>AZURE_STORAGE_SAS_TOKEN</c>.
    /// </summary>
    /// <exception cref="RepriseException">The URI has another form; no variable is set; or the connection string is for another account.</exception>
    public static AzureBlobOptions FromUri(string uri)
    {
        var location = AzureBlobLocation.Parse(uri);
        var (service, credential) = AzureEnvironment.Read(location);
        return new AzureBlobOptions { Container = new Uri($"{service.ToString().TrimEnd('/')}/{location.Container}"), Prefix = location.Key, Credential = credential };
    }
}
