using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking.Client;
using Reprise.Tracking.Database;
using Reprise.Tracking.Experiments;

namespace Reprise.Tracking.Mlruns;

/// <summary>
/// Copies MLflow's file store (a folder <c>mlruns</c>) into a store. Ids, times and names stay. What is in the store already is never changed, but for a
/// run that is RUNNING there: so an import can be stopped at any point and run again, and run again later for what came since.
/// </summary>
public static class MlrunsImport
{
    /// <summary>Imports experiments (deleted ones too), runs, metrics, parameters, tags, artifacts, logged models and registered models.</summary>
    /// <param name="folder">The folder; it is only read.</param>
    /// <param name="client">The store. Each run is written as RUNNING first and gets its state when everything of it is stored.</param>
    /// <param name="cancellationToken">Stops between two writes.</param>
    /// <returns>What was done, and every problem. A damaged file does not stop the rest.</returns>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: the folder holds no file store.</exception>
    public static async Task<ImportLog> RunAsync(string folder, LocalTrackingClient client, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(client);
        folder = Path.GetFullPath(folder);
        var experiments = Experiments(folder);
        var log = new ImportLog();
        var runs = new RunImport(client, log);
        var models = new ModelImport(client, log);
        foreach (var path in experiments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await ExperimentAsync(path, client, log, cancellationToken).ConfigureAwait(false) is not { } experiment)
            {
                continue;
            }

            log.Experiments++;
            foreach (var run in Children(path).Where(child => File.Exists(Path.Combine(child, "meta.yaml"))))
            {
                await runs.RunAsync(run, experiment, cancellationToken).ConfigureAwait(false);
            }

            foreach (var model in Children(Path.Combine(path, "models")))
            {
                await models.LoggedAsync(model, experiment, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var model in Children(Path.Combine(folder, "models")))
        {
            await models.RegisteredAsync(model, runs.Moved, cancellationToken).ConfigureAwait(false);
        }

        return log;
    }

    /// <summary>The folders in a folder, ordered; hidden ones and links apart; nothing when it is not there.</summary>
    internal static IEnumerable<string> Children(string folder) => !Directory.Exists(folder)
        ? []
        : new DirectoryInfo(folder).EnumerateDirectories()
            .Where(child => child.LinkTarget is null && !child.Name.StartsWith('.'))
            .Select(child => child.FullName)
            .Order(StringComparer.Ordinal);

    private static List<string> Experiments(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no folder '{folder}'. Name the folder mlruns of MLflow's file store.");
        }

        var found = Children(folder).Concat(Children(Path.Combine(folder, ".trash")))
            .Where(child => Path.GetFileName(child).All(char.IsAsciiDigit) && File.Exists(Path.Combine(child, "meta.yaml")))
            .ToList();
        return found.Count > 0 || Directory.Exists(Path.Combine(folder, "models"))
            ? found
            : throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                $"'{folder}' is no file store of MLflow: there is no experiment (a folder named by a number, with meta.yaml) and no folder models in it. Name the folder mlruns itself.");
    }

    private static async Task<ExperimentRow?> ExperimentAsync(string path, LocalTrackingClient client, ImportLog log, CancellationToken cancellationToken)
    {
        if (MetaFile.Read(path, log) is not { } meta || meta.Required("name") is not { } name)
        {
            return null;
        }

        if (!long.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            log.Problem(path, "the id is too large; the experiment is left out.");
            return null;
        }

        var tags = ValueFiles.Values(Path.Combine(path, "tags"), log);
        var stage = meta.Word("lifecycle_stage", Lifecycles.Active, Lifecycles.Active, Lifecycles.Deleted);
        var (created, updated) = (meta.Number("creation_time") ?? 0, meta.Number("last_update_time") ?? 0);
        try
        {
            ExperimentRules.ValidateName(name);
            tags.ForEach(ExperimentRules.ValidateTag);
            var row = await client.Database.WriteAsync(
                writer =>
                {
                    var target = Find(writer, name) ?? Add(writer, client.ArtifactRoot, id, name, stage, created, updated);
                    writer.ExecuteAll(
                        "INSERT INTO experiment_tags (key, value, experiment_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                        [.. tags.Select(tag => new object?[] { tag.Key, tag.Value, target.Id })]);
                    return target;
                },
                cancellationToken).ConfigureAwait(false);
            if (row.Id != id)
            {
                log.Note(FormattableString.Invariant($"{path}: experiment '{name}' has the id {row.Id} in the store, not {id}."));
            }

            return row;
        }
        catch (RepriseException exception)
        {
            log.Problem(path, $"the experiment is left out: {exception.Message}");
            return null;
        }
    }

    private static ExperimentRow? Find(SqlReader reader, string name) =>
        reader.Find<ExperimentRow>($"SELECT {ExperimentRow.Columns} FROM experiments e WHERE e.name = @name", new { name });

    // An id that another experiment has, or that the database's column does not hold, is exchanged for a free one.
    private static ExperimentRow Add(SqlWriter writer, string artifactRoot, long id, string name, string stage, long created, long updated)
    {
        if (writer.Value<long>("SELECT count(*) FROM experiments WHERE experiment_id = @id", new { id }) > 0 || (id > int.MaxValue && writer.Dialect is not Sqlite.SqliteDialect))
        {
            id = writer.Value<long>(writer.Dialect.NextExperimentId);
        }

        writer.Execute(
            "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time) VALUES ($1, $2, $3, $4, $5, $6)",
            id, name, ArtifactLocation.Resolve(null, artifactRoot, id), stage, created, updated);
        return Find(writer, name)!;
    }
}
