using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Database;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Search;

namespace Reprise.Tracking.Experiments;

/// <summary>Experiments in MLflow's tables.</summary>
internal sealed class ExperimentStore(TrackingDatabase database, string artifactRoot, TimeProvider time) : IExperimentStore
{
    public Task<string> CreateAsync(
        string name, string? artifactLocation = null, IReadOnlyList<Tag>? tags = null, CancellationToken cancellationToken = default)
    {
        ExperimentRules.ValidateName(name);
        foreach (var tag in tags ?? [])
        {
            ExperimentRules.ValidateTag(tag);
        }

        return database.ChangeAsync(
            time,
            (writer, notes) =>
            {
                if (Exists(writer, name))
                {
                    throw new RepriseException(
                        ErrorCode.ResourceAlreadyExists,
                        $"Experiment(name={name}) already exists. Error: a name must be unique among all experiments, deleted ones included.");
                }

                var id = writer.Value<long>(writer.Dialect.NextExperimentId);
                var location = ArtifactLocation.Resolve(artifactLocation, artifactRoot, id);
                writer.Execute(
                    """
                    INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
                    VALUES ($1, $2, $3, 'active', $4, $4)
                    """,
                    id, name, location, Now());
                foreach (var tag in tags ?? [])
                {
                    PutTag(writer, id, tag);
                }

                notes.Add(AuditActions.CreateExperiment, Text(id), ("name", name), ("artifact_location", location));
                return Text(id);
            },
            cancellationToken);
    }

    public Task<Experiment> GetAsync(string id, CancellationToken cancellationToken = default) =>
        database.ReadAsync(reader => WithTags(reader, [ExperimentRules.Require(reader, id)])[0], cancellationToken);

    public Task<Experiment?> FindByNameAsync(string name, CancellationToken cancellationToken = default) => database.ReadAsync(
        reader => reader.Find<ExperimentRow>(
            $"SELECT {ExperimentRow.Columns} FROM experiments e WHERE e.name = @name", new { name }) is { } row
            ? WithTags(reader, [row])[0]
            : null,
        cancellationToken);

    public Task<Page<Experiment>> SearchAsync(ExperimentQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var select = ExperimentSearch.Compile(query, database.Dialect);
        return database.ReadAsync(
            reader => select.Page(reader, (ExperimentRow[] rows) => WithTags(reader, rows), lookAhead: true), cancellationToken);
    }

    public Task RenameAsync(string id, string newName, CancellationToken cancellationToken = default)
    {
        ExperimentRules.ValidateName(newName);
        return database.ChangeAsync(
            time,
            (writer, notes) =>
            {
                var row = ExperimentRules.Require(writer, id, RowLock.Change);
                if (row.Stage != LifecycleStage.Active)
                {
                    throw new RepriseException(ErrorCode.InvalidState, "Cannot rename a non-active experiment.");
                }

                if (row.Name != newName && Exists(writer, newName))
                {
                    throw new RepriseException(
                        ErrorCode.BadRequest, $"Experiment(name={newName}) already exists. A name must be unique among all experiments, deleted ones included.");
                }

                writer.Execute("UPDATE experiments SET name = $2, last_update_time = $3 WHERE experiment_id = $1", row.Id, newName, Now());
                notes.Add(AuditActions.RenameExperiment, Text(row.Id), ("from", row.Name), ("to", newName));
            },
            cancellationToken);
    }

    public Task DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        MoveAsync(id, LifecycleStage.Active, Lifecycles.Deleted, cancellationToken);

    public Task RestoreAsync(string id, CancellationToken cancellationToken = default) =>
        MoveAsync(id, LifecycleStage.Deleted, Lifecycles.Active, cancellationToken);

    public Task SetTagAsync(string id, Tag tag, CancellationToken cancellationToken = default)
    {
        ExperimentRules.ValidateTag(tag);
        return database.ChangeAsync(
            time,
            (writer, notes) =>
            {
                var row = ExperimentRules.RequireActive(writer, id, RowLock.Keep);
                PutTag(writer, row.Id, tag);
                notes.Add(AuditActions.TagExperiment, Text(row.Id), ("key", tag.Key), ("value", tag.Value));
            },
            cancellationToken);
    }

    public Task DeleteTagAsync(string id, string key, CancellationToken cancellationToken = default) => database.ChangeAsync(
        time,
        (writer, notes) =>
        {
            var row = ExperimentRules.RequireActive(writer, id, RowLock.Keep);
            if (writer.Execute("DELETE FROM experiment_tags WHERE experiment_id = $1 AND key = $2", row.Id, key) == 0)
            {
                throw Invalid.NotFound($"No tag with name: {key} in experiment with id {id}");
            }

            notes.Add(AuditActions.UntagExperiment, Text(row.Id), ("key", key));
        },
        cancellationToken);

    private Task MoveAsync(string id, LifecycleStage from, string to, CancellationToken cancellationToken) => database.ChangeAsync(
        time,
        (writer, notes) =>
        {
            var row = ExperimentRules.Require(writer, id, RowLock.Change);
            if (row.Stage != from)
            {
                throw ExperimentRules.NotFound(id);
            }

            var now = Now();
            writer.Execute("UPDATE experiments SET lifecycle_stage = $2, last_update_time = $3 WHERE experiment_id = $1", row.Id, to, now);
            writer.Execute(
                "UPDATE runs SET lifecycle_stage = $2, deleted_time = $3 WHERE experiment_id = $1",
                row.Id, to, to == Lifecycles.Deleted ? now : null);
            notes.Add(to == Lifecycles.Deleted ? AuditActions.DeleteExperiment : AuditActions.RestoreExperiment, Text(row.Id), ("name", row.Name));
        },
        cancellationToken);

    private static bool Exists(SqlReader reader, string name) =>
        reader.Value<long>("SELECT count(*) FROM experiments WHERE name = @name", new { name }) > 0;

    private static void PutTag(SqlWriter writer, long id, Tag tag) => writer.Execute(
        """
        INSERT INTO experiment_tags (key, value, experiment_id) VALUES ($1, $2, $3)
        ON CONFLICT (key, experiment_id) DO UPDATE SET value = excluded.value
        """,
        tag.Key, tag.Value, id);

    private static List<Experiment> WithTags(SqlReader reader, IReadOnlyList<ExperimentRow> rows)
    {
        var tags = reader.Query<(long Id, string Key, string? Value)>(
            $"SELECT experiment_id, key, value FROM experiment_tags WHERE {reader.Dialect.In("experiment_id", "@ids")} ORDER BY {reader.Dialect.ByCode("key")}",
            new { ids = reader.Dialect.List(rows.Select(row => row.Id)) });
        var byExperiment = tags.ToLookup(tag => tag.Id, tag => new Tag(tag.Key, tag.Value ?? ""));
        return [.. rows.Select(row => row.ToExperiment([.. byExperiment[row.Id]]))];
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
