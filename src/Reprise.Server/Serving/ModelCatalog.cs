using Reprise.Core.Errors;
using Reprise.Serving.Hosting;
using Reprise.Serving.Models;
using Reprise.Tracking;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Search;

namespace Reprise.Server.Serving;

/// <summary>What the registry holds, in the words of <c>/api/v1</c>.</summary>
internal sealed class ModelCatalog(ITrackingClient tracking, ModelHost host, ModelPool pool)
{
    /// <summary>Versions listed of one model, newest first.</summary>
    public const int MaxVersions = 50;

    private const string GateTag = "reprise.gate";

    public async Task<ModelsAnswer> ListAsync(int maxResults, string? pageToken, CancellationToken cancellationToken)
    {
        var page = await tracking.Registry.SearchModelsAsync(new RegistryQuery { MaxResults = maxResults, PageToken = pageToken }, cancellationToken);
        var served = host.State.Model?.Source.Name;
        return new ModelsAnswer(
            [.. page.Items.Select(model => new ModelSummary(model.Name, OrNull(model.Description), Latest(model), Aliases(model), model.Name == served))],
            page.NextPageToken);
    }

    public async Task<ModelDetail> GetAsync(string name, CancellationToken cancellationToken)
    {
        var model = await tracking.Registry.GetModelAsync(name, cancellationToken);
        var newest = await tracking.Registry.SearchVersionsAsync(
            new RegistryQuery { Filter = $"name = {FilterText.Quote(name)}", OrderBy = ["version_number DESC"], MaxResults = MaxVersions }, cancellationToken);
        var versions = new List<VersionDetail>();
        foreach (var version in newest.Items)
        {
            versions.Add(await DescribeAsync(version, model, cancellationToken));
        }

        var live = versions.Find(version => version.Aliases.Contains(ModelHost.DefaultAlias)) ?? versions.FirstOrDefault();
        var signature = live is null ? null : await SignatureAsync(ModelUri.OfVersion(name, live.Version), cancellationToken);
        return new ModelDetail(model.Name, OrNull(model.Description), Aliases(model), model.Name == host.State.Model?.Source.Name, versions, signature);
    }

    private async Task<VersionDetail> DescribeAsync(ModelVersion version, RegisteredModel model, CancellationToken cancellationToken) => new(
        version.Version,
        version.Stage.ToString(),
        [.. model.Aliases.Where(alias => alias.Version == version.Version).Select(alias => alias.Alias)],
        OrNull(version.Description),
        DateTimeOffset.FromUnixTimeMilliseconds(version.CreatedAt),
        OrNull(version.RunId),
        await MetricsAsync(version.RunId, cancellationToken),
        version.Tag(GateTag));

    private async Task<IReadOnlyDictionary<string, double>?> MetricsAsync(string? runId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(runId))
        {
            return null;
        }

        try
        {
            var run = await tracking.Runs.GetAsync(runId, cancellationToken);
            return run.Metrics.Where(metric => double.IsFinite(metric.Value))
                .ToDictionary(metric => metric.Key, metric => metric.Value, StringComparer.Ordinal);
        }
        catch (RepriseException error) when (error.Code is ErrorCode.ResourceDoesNotExist or ErrorCode.PermissionDenied)
        {
            return null;
        }
    }

    private async Task<SignatureDetail?> SignatureAsync(ModelUri uri, CancellationToken cancellationToken)
    {
        try
        {
            var signature = (await pool.ReadInfoAsync(uri, cancellationToken)).Signature;
            return new SignatureDetail(Columns(signature.Inputs), Columns(signature.Outputs));
        }
        catch (RepriseException)
        {
            // Logged by another program, or gone: the registry's facts are still worth showing.
            return null;
        }
    }

    private static ColumnDetail[] Columns(IReadOnlyList<SignatureField> fields) =>
        [.. fields.Select(field => new ColumnDetail(field.Name, field.Type.ToWire(), field.Required))];

    private static int? Latest(RegisteredModel model) => model.LatestVersions.Count == 0 ? null : model.LatestVersions.Max(version => version.Version);

    private static Dictionary<string, int> Aliases(RegisteredModel model) =>
        model.Aliases.ToDictionary(alias => alias.Alias, alias => alias.Version, StringComparer.Ordinal);

    /// <summary>The name as text of MLflow's filter grammar, which has two kinds of quotes and no escapes.</summary>

    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
