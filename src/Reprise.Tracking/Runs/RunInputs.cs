using Reprise.Tracking.Database;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Runs;

/// <summary>Datasets and logged models that go into a run, and logged models that come out: the tables <c>inputs</c>, <c>datasets</c>, <c>input_tags</c>.</summary>
internal static class RunInputs
{
    public static void Validate(IReadOnlyList<DatasetInput> datasets)
    {
        RunRules.RequireAtMost("datasets", datasets.Count, Limits.BatchDatasets);
        foreach (var dataset in datasets)
        {
            Require(dataset.Name, Limits.DatasetName, "Dataset name");
            Require(dataset.Digest, Limits.DatasetDigest, "Dataset digest");
            Require(dataset.SourceType, Limits.DatasetDigest, "Dataset source_type");
            Require(dataset.Source, Limits.DatasetSource, "Dataset source");
            Text.RequireLength(dataset.Schema, Limits.DatasetSchema, "Dataset schema");
            Text.RequireLength(dataset.Profile, Limits.DatasetProfile, "Dataset profile");
            foreach (var tag in dataset.Tags)
            {
                Require(tag.Key, Limits.InputTagKey, "Input tag key");
                Text.RequireLength(tag.Value, Limits.InputTagValue, "Input tag value");
            }
        }
    }

    /// <summary>Links datasets to a run. A dataset known to the experiment by name and digest is reused, a link that exists is kept.</summary>
    public static void PutDatasets(SqlWriter writer, RunRow run, IReadOnlyList<DatasetInput> datasets)
    {
        foreach (var dataset in datasets)
        {
            writer.Execute(
                """
                INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source, dataset_schema, dataset_profile)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
                """,
                NewId(), run.ExperimentId, dataset.Name, dataset.Digest, dataset.SourceType, dataset.Source, dataset.Schema, dataset.Profile);
            var datasetId = writer.Scalar<string>(
                "SELECT dataset_uuid FROM datasets WHERE experiment_id = $1 AND name = $2 AND digest = $3", run.ExperimentId, dataset.Name, dataset.Digest)!;
            var link = NewId();
            if (PutLink(writer, link, "DATASET", datasetId, "RUN", run.Id, 0))
            {
                foreach (var tag in dataset.Tags)
                {
                    writer.Execute(
                        "INSERT INTO input_tags (input_uuid, name, value) VALUES ($1, $2, $3) ON CONFLICT (input_uuid, name) DO UPDATE SET value = excluded.value",
                        link, tag.Key, tag.Value);
                }
            }
        }
    }

    public static void PutModels(SqlWriter writer, string runId, IReadOnlyList<string> modelIds)
    {
        foreach (var modelId in modelIds)
        {
            PutLink(writer, NewId(), "RUN_INPUT", runId, "MODEL_INPUT", modelId, 0);
        }
    }

    public static void PutOutputs(SqlWriter writer, string runId, IReadOnlyList<ModelOutput> models)
    {
        foreach (var model in models)
        {
            PutLink(writer, NewId(), "RUN_OUTPUT", runId, "MODEL_OUTPUT", model.ModelId, model.Step);
        }
    }

    /// <summary>The datasets of runs, in the order they were logged.</summary>
    public static ILookup<string, DatasetInput> Datasets(SqlReader reader, SqlList runIds)
    {
        var tags = reader.Query<(string Link, string Key, string Value)>(
            $"""
            SELECT t.input_uuid, t.name, t.value FROM inputs i JOIN input_tags t ON t.input_uuid = i.input_uuid
            WHERE i.destination_type = 'RUN' AND i.source_type = 'DATASET' AND {reader.Dialect.In("i.destination_id", "@runIds")} ORDER BY {reader.Dialect.AsInserted("t")}
            """,
            new { runIds }).ToLookup(tag => tag.Link, tag => new Tag(tag.Key, tag.Value));
        return reader.Query<DatasetRow>(
            $"""
            SELECT i.destination_id AS RunId, i.input_uuid AS Link, d.name AS Name, d.digest AS Digest, d.dataset_source_type AS SourceType,
                   d.dataset_source AS Source, d.dataset_schema AS Schema, d.dataset_profile AS Profile
            FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id
            WHERE i.destination_type = 'RUN' AND i.source_type = 'DATASET' AND {reader.Dialect.In("i.destination_id", "@runIds")} ORDER BY {reader.Dialect.AsInserted("i")}
            """,
            new { runIds }).ToLookup(
            row => row.RunId,
            row => new DatasetInput
            {
                Name = row.Name,
                Digest = row.Digest,
                SourceType = row.SourceType,
                Source = row.Source,
                Schema = row.Schema,
                Profile = row.Profile,
                Tags = [.. tags[row.Link]],
            });
    }

    /// <summary>The logged models of runs: those that went in or those that came out.</summary>
    public static ILookup<string, ModelOutput> Models(SqlReader reader, SqlList runIds, string direction) =>
        reader.Query<(string RunId, string ModelId, long Step)>(
            $"""
            SELECT source_id, destination_id, step FROM inputs
            WHERE source_type = 'RUN_{direction}' AND destination_type = 'MODEL_{direction}' AND {reader.Dialect.In("source_id", "@runIds")} ORDER BY {reader.Dialect.AsInserted("inputs")}
            """,
            new { runIds }).ToLookup(row => row.RunId, row => new ModelOutput(row.ModelId, row.Step));

    private static bool PutLink(
        SqlWriter writer, string link, string sourceType, string sourceId, string destinationType, string destinationId, long step) => writer.Execute(
        """
        INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id, step) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING
        """,
        link, sourceType, sourceId, destinationType, destinationId, step) > 0;

    private static void Require(string? value, int limit, string subject)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw Invalid.Parameter($"{subject} cannot be empty.");
        }

        Text.RequireLength(value, limit, subject);
    }

    private sealed class DatasetRow
    {
        public string RunId { get; set; } = "";

        public string Link { get; set; } = "";

        public string Name { get; set; } = "";

        public string Digest { get; set; } = "";

        public string SourceType { get; set; } = "";

        public string Source { get; set; } = "";

        public string? Schema { get; set; }

        public string? Profile { get; set; }
    }

    private static string NewId() => Guid.NewGuid().ToString("N");
}
