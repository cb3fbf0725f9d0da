using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Client;
using Reprise.Tracking.Database;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Mlruns;

/// <summary>Logged models of an experiment and registered models with their versions, tags and aliases.</summary>
internal sealed class ModelImport(LocalTrackingClient client, ImportLog log)
{
    public async Task LoggedAsync(string folder, ExperimentRow experiment, CancellationToken cancellationToken)
    {
        if (MetaFile.Read(folder, log) is not { } meta || meta.Required("model_id") is not { } id)
        {
            return;
        }

        if (id != Path.GetFileName(folder) || id.Length > 36)
        {
            log.Problem(folder, $"the model_id '{id}' is not the folder's name of at most 36 characters; the model is left out.");
            return;
        }

        var (parameters, tags) = (ValueFiles.Values(Path.Combine(folder, "params"), log), ValueFiles.Values(Path.Combine(folder, "tags"), log));
        var uri = ArtifactUri.Append(experiment.ArtifactLocation ?? "", $"models/{id}/artifacts");
        var status = meta.Word("status", "READY", "PENDING", "READY", "FAILED");
        await GuardedAsync(folder, async () =>
        {
            await ArtifactImport.CopyAsync(Path.Combine(folder, "artifacts"), uri, client.Artifacts, log, cancellationToken).ConfigureAwait(false);
            await client.Database.WriteAsync(
                writer =>
                {
                    writer.Execute(
                        """
                        INSERT INTO logged_models (model_id, experiment_id, name, artifact_location, creation_timestamp_ms, last_updated_timestamp_ms, status,
                                                   lifecycle_stage, model_type, source_run_id)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING
                        """,
                        id, experiment.Id, Text.Truncate(meta.Text("name") ?? id, 500), uri, meta.Number("creation_timestamp") ?? 0,
                        meta.Number("last_updated_timestamp") ?? 0, status == "READY" ? 2 : status == "PENDING" ? 1 : 3,
                        meta.Word("lifecycle_stage", Lifecycles.Active, Lifecycles.Active, Lifecycles.Deleted), meta.Text("model_type"), meta.Text("source_run_id"));
                    writer.ExecuteAll(
                        "INSERT INTO logged_model_params (model_id, experiment_id, param_key, param_value) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                        [.. parameters.Select(value => new object?[] { id, experiment.Id, value.Key, value.Value })]);
                    writer.ExecuteAll(
                        "INSERT INTO logged_model_tags (model_id, experiment_id, tag_key, tag_value) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                        [.. tags.Select(value => new object?[] { id, experiment.Id, value.Key, value.Value })]);
                },
                cancellationToken).ConfigureAwait(false);
            log.LoggedModels++;
        }).ConfigureAwait(false);
    }

    /// <param name="folder">The model's folder.</param>
    /// <param name="moved">Where artifacts were and where they are now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RegisteredAsync(string folder, IReadOnlyList<(string From, string To)> moved, CancellationToken cancellationToken)
    {
        if (MetaFile.Read(folder, log) is not { } meta || meta.Required("name") is not { } name)
        {
            return;
        }

        var tags = ValueFiles.Values(Path.Combine(folder, "tags"), log);
        await GuardedAsync(folder, async () =>
        {
            RegistryRules.ValidateName(name);
            await client.Database.WriteAsync(
                writer =>
                {
                    writer.Execute(
                        "INSERT INTO registered_models (name, creation_time, last_updated_time, description) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                        name, meta.Number("creation_timestamp") ?? 0, meta.Number("last_updated_timestamp") ?? 0, meta.Text("description"));
                    writer.ExecuteAll(
                        "INSERT INTO registered_model_tags (key, value, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                        [.. tags.Select(tag => new object?[] { tag.Key, tag.Value, name })]);
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var version in MlrunsImport.Children(folder).Where(child => Path.GetFileName(child).StartsWith("version-", StringComparison.Ordinal)))
            {
                await VersionAsync(version, name, moved, cancellationToken).ConfigureAwait(false);
            }

            await AliasesAsync(Path.Combine(folder, "aliases"), name, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private async Task VersionAsync(string folder, string name, IReadOnlyList<(string From, string To)> moved, CancellationToken cancellationToken)
    {
        if (MetaFile.Read(folder, log) is not { } meta || meta.Number("version") is not (> 0 and <= int.MaxValue and var number))
        {
            log.Problem(folder, "has no 'version' of at least 1; it is left out.");
            return;
        }

        var tags = ValueFiles.Values(Path.Combine(folder, "tags"), log);
        var source = meta.Text("source");
        var storage = Relocation.Of(meta.Text("storage_location") ?? source, moved);
        await client.Database.WriteAsync(
            writer =>
            {
                writer.Execute(
                    """
                    INSERT INTO model_versions (name, version, creation_time, last_updated_time, description, user_id, current_stage, source, run_id, status,
                                                status_message, run_link, storage_location)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING
                    """,
                    name, number, meta.Number("creation_timestamp") ?? 0, meta.Number("last_updated_timestamp") ?? 0, meta.Text("description"), meta.Text("user_id"),
                    meta.Word("current_stage", "None", "None", "Staging", "Production", "Archived"), Relocation.Of(source, moved), meta.Text("run_id"),
                    meta.Word("status", "READY", "PENDING_REGISTRATION", "FAILED_REGISTRATION", "READY"), meta.Text("status_message"), meta.Text("run_link"), storage);
                writer.ExecuteAll(
                    "INSERT INTO model_version_tags (key, value, name, version) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                    [.. tags.Select(tag => new object?[] { tag.Key, tag.Value, name, number })]);
            },
            cancellationToken).ConfigureAwait(false);
        log.ModelVersions++;
    }

    private async Task AliasesAsync(string folder, string name, CancellationToken cancellationToken)
    {
        foreach (var (alias, text) in ValueFiles.Values(folder, log))
        {
            var stored = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                && await client.Database.WriteAsync(
                    writer =>
                    {
                        if (writer.Scalar<long>("SELECT count(*) FROM model_versions WHERE name = $1 AND version = $2", name, version) == 0)
                        {
                            return false;
                        }

                        writer.Execute("INSERT INTO registered_model_aliases (alias, version, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", alias, version, name);
                        return true;
                    },
                    cancellationToken).ConfigureAwait(false);
            if (!stored)
            {
                log.Problem(Path.Combine(folder, alias), $"names no version of '{name}': '{text}'. The alias is left out.");
            }
        }
    }

    private async Task GuardedAsync(string folder, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (RepriseException exception) when (exception.Code is not (ErrorCode.TemporarilyUnavailable or ErrorCode.PermissionDenied))
        {
            log.Problem(folder, $"is not whole in the store: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.Problem(folder, $"is not whole in the store: {exception.Message}");
        }
    }
}
