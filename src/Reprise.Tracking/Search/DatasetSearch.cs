using System.Globalization;
using Reprise.Tracking.Database;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Search;

/// <summary>Finds datasets by the runs that read them.</summary>
internal static class DatasetSearch
{
    public static List<DatasetSummary> Find(SqlReader reader, DatasetQuery query, FilterExpression filter)
    {
        var parameters = new SqlParameters(reader.Dialect);
        var experiments = parameters.Add(reader.Dialect.List(query.ExperimentIds));
        var condition = SqlFilter.Compile(filter, parameters, Condition);
        var rows = reader.Query<(long Experiment, string Name, string Digest, string? Context, long? Newest)>(
            $"""
            SELECT r.experiment_id, d.name, d.digest, t.value, max(r.start_time) AS newest
            FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id JOIN runs r ON r.run_uuid = i.destination_id
            LEFT JOIN input_tags t ON t.input_uuid = i.input_uuid AND t.name = 'mlflow.data.context'
            WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN' AND r.lifecycle_stage = 'active'
            AND {reader.Dialect.In("CAST(r.experiment_id AS TEXT)", experiments)} AND {condition}
            GROUP BY r.experiment_id, d.name, d.digest, t.value
            ORDER BY newest DESC NULLS LAST, r.experiment_id, {reader.Dialect.ByCode("d.name")}, {reader.Dialect.ByCode("d.digest")}, {reader.Dialect.ByCode("t.value")}
            LIMIT {DatasetQuery.MaxResults}
            """,
            parameters.Bound);
        return [.. rows.Select(row => new DatasetSummary(row.Experiment.ToString(CultureInfo.InvariantCulture), row.Name, row.Digest, row.Context))];
    }

    private static string Condition(FilterTest test, SqlParameters parameters) => test.Field.Key switch
    {
        "context" => SqlFilter.Test("t.value", test, parameters),
        SearchVocabularies.ExperimentName => $"r.experiment_id IN (SELECT e.experiment_id FROM experiments e WHERE {SqlFilter.Test("e.name", test, parameters)})",
        var key => SqlFilter.Test($"d.{key}", test, parameters),
    };
}
