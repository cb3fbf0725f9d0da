using Reprise.Core.Errors;

namespace Reprise.Storage.Azure;

/// <summary>Credentials from the environment, as MLflow and Azure's tools name them.</summary>
internal static class AzureEnvironment
{
    private const string ConnectionString = "AZURE_STORAGE_CONNECTION_STRING";
    private const string AccessKey = "AZURE_STORAGE_ACCESS_KEY";
    private const string SasToken = "AZURE_STORAGE_SAS_TOKEN";

    /// <summary>The address of the blob service and the credential for a location.</summary>
    public static (Uri Service, AzureCredential Credential) Read(AzureBlobLocation location)
    {
        if (Variable(ConnectionString) is { } text)
        {
            return Parse(text, location);
        }

        return Variable(AccessKey) is { } key ? (location.Service, AzureCredential.FromKey(location.Account, key))
            : Variable(SasToken) is { } sas ? (location.Service, AzureCredential.FromSas(location.Account, sas))
            : throw new RepriseException(
                ErrorCode.PermissionDenied,
                $"There is no credential for the Azure account '{location.Account}'. Set {ConnectionString}, {AccessKey} or {SasToken}.");
    }

    private static (Uri Service, AzureCredential Credential) Parse(string text, AzureBlobLocation location)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).Where(part => part.Length == 2)
            .GroupBy(part => part[0], StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First()[1], StringComparer.OrdinalIgnoreCase);
        var account = parts.GetValueOrDefault("AccountName") ?? location.Account;
        if (account != location.Account)
        {
            throw new RepriseException(
                ErrorCode.PermissionDenied, $"{ConnectionString} is for the account '{account}', the location for '{location.Account}'. Set the one of that account.");
        }

        var service = parts.GetValueOrDefault("BlobEndpoint") is not { } endpoint ? location.Service
            : Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
            : throw new RepriseException(ErrorCode.InvalidParameterValue, $"BlobEndpoint in {ConnectionString} must be an http or https URL.");
        return parts.GetValueOrDefault("AccountKey") is { } key ? (service, AzureCredential.FromKey(account, key))
            : parts.GetValueOrDefault("SharedAccessSignature") is { } sas ? (service, AzureCredential.FromSas(account, sas))
            : throw new RepriseException(ErrorCode.InvalidParameterValue, $"{ConnectionString} must hold AccountKey or SharedAccessSignature.");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
