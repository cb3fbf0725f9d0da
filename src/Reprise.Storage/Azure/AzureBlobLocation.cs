using System.Text.RegularExpressions;
using Reprise.Core.Errors;

namespace Reprise.Storage.Azure;

/// <summary>The parts of a <c>wasbs:</c> or <c>abfss:</c> URI.</summary>
/// <param name="Account">Name of the storage account.</param>
/// <param name="Container">Name of the container.</param>
/// <param name="Suffix">The host after the account's name, always that of the blob service.</param>
/// <param name="Key">The path in the container, percent signs and all.</param>
internal sealed partial record AzureBlobLocation(string Account, string Container, string Suffix, ObjectKey Key)
{
    /// <summary>The blob service of the account.</summary>
    public Uri Service => new($"https://{Account}.{Suffix}");

    public static AzureBlobLocation Parse(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return Form().Match(uri) is { Success: true } match
            ? new AzureBlobLocation(
                match.Groups["account"].Value,
                match.Groups["container"].Value,
                match.Groups["suffix"].Value.Replace("dfs.", "blob.", StringComparison.Ordinal),
                ObjectKey.Parse(match.Groups["path"].Value.TrimStart('/')))
            : throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                "An Azure location has the form wasbs://container@account.blob.core.windows.net/path or abfss://container@account.dfs.core.windows.net/path, "
                + "without a key or signature. Give those by AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_ACCESS_KEY or AZURE_STORAGE_SAS_TOKEN.");
    }

    [GeneratedRegex(
        @"^(wasbs?|abfss?)://(?<container>\$root|[a-z0-9](-?[a-z0-9]){2,62})@(?<account>[a-z0-9]{3,24})\.(?<suffix>(blob|dfs)\.core\.(windows\.net|chinacloudapi\.cn|usgovcloudapi\.net))(?<path>/[^?#]*)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
