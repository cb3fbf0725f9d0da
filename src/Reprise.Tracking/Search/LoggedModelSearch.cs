using Reprise.Tracking.Database;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Search;

/// <summary>Turns a query for logged models into SQL.</summary>
internal static class LoggedModelSearch
{
    private const int MostDatasets = 100;

    public static SearchSelect Compile(LoggedModelQuery query, SqlDialect dialect)
    {
        SearchRules.ValidateMaxResults(query.MaxResults, Limits.Page);
        var parameters = new SqlParameters(dialect);
        var experiments = parameters.Add(dialect.List(query.ExperimentIds));
        var condition = FilterParser.Parse(query.Filter, SearchVocabularies.LoggedModels);
        var measured = MeasuredOn(query.Datasets, parameters);
        var filter = SqlFilter.Compile(condition, parameters, (test, values) => Condition(test, measured, values));
        if (query.Datasets.Count > 0 && !condition.Tests.Any(test => test.Field.Entity == SearchEntity.Metric))
        {
            filter += $" AND EXISTS (SELECT 1 FROM logged_model_metrics x WHERE x.model_id = l.model_id{measured})";
        }

        var order = Order(query).Select(clause => Term(clause.Clause, clause.Dataset, parameters));
        return new SearchSelect(
            $"""
            SELECT {LoggedModelReader.Columns} FROM logged_models l
            WHERE {dialect.In("CAST(l.experiment_id AS TEXT)", experiments)} AND l.lifecycle_stage <> 'deleted' AND {filter}
            ORDER BY {string.Join(", ", [.. order, "l.creation_timestamp_ms DESC", dialect.ByCode("l.model_id")])}
            """,
            parameters.Bound,
            PageToken.Decode(query.PageToken),
            query.MaxResults);
    }

    private static string Condition(FilterTest test, string measured, SqlParameters parameters) => test.Field switch
    {
        (SearchEntity.Attribute, SearchVocabularies.ExperimentName) =>
            $"l.experiment_id IN (SELECT e.experiment_id FROM experiments e WHERE {SqlFilter.Test("e.name", test, parameters)})",
        (SearchEntity.Attribute, var key) => SqlFilter.Test($"l.{key}", test, parameters),
        (SearchEntity.Metric, _) => Exists("logged_model_metrics", "metric_name", "metric_value", test, parameters, measured),
        (SearchEntity.Param, _) => Exists("logged_model_params", "param_key", "param_value", test, parameters),
        _ => Exists("logged_model_tags", "tag_key", "tag_value", test, parameters),
    };

    private static string Exists(string table, string key, string value, FilterTest test, SqlParameters parameters, string measured = "") => SqlFilter.Exists(
        $"{table} x WHERE x.model_id = l.model_id AND x.{key} = {parameters.Add(test.Field.Key)}{measured}",
        test,
        parameters,
        comparison => SqlFilter.Compare($"x.{value}", comparison, parameters));

    // A further condition on a metric: it was measured on one of these.
    private static string MeasuredOn(IReadOnlyList<LoggedModelDataset> datasets, SqlParameters parameters)
    {
        if (datasets.Count > MostDatasets)
        {
            throw Invalid.Parameter(FormattableString.Invariant($"At most {MostDatasets} datasets can be named in a search. Got {datasets.Count}."));
        }

        var terms = datasets.Select(dataset =>
            $"(x.dataset_name = {parameters.Add(dataset.Name)}{(dataset.Digest is null ? "" : $" AND x.dataset_digest = {parameters.Add(dataset.Digest)}")})");
        return datasets.Count == 0 ? "" : $" AND ({string.Join(" OR ", terms)})";
    }

    // One metric may order by several datasets.
    private static List<(OrderClause Clause, LoggedModelDataset? Dataset)> Order(LoggedModelQuery query)
    {
        if (query.OrderDatasets.All(dataset => dataset is null))
        {
            return [.. OrderClause.Parse(query.OrderBy, SearchVocabularies.LoggedModels).Select(clause => (clause, (LoggedModelDataset?)null))];
        }

        if (query.OrderBy.Count > OrderClause.MaxClauses)
        {
            throw Invalid.Parameter(FormattableString.Invariant($"`order_by` can hold at most {OrderClause.MaxClauses} clauses. Got {query.OrderBy.Count}."));
        }

        return [.. query.OrderBy.Select((clause, i) => (OrderClause.Parse([clause], SearchVocabularies.LoggedModels)[0], query.OrderDatasets.ElementAtOrDefault(i)))];
    }

    private static string Term(OrderClause clause, LoggedModelDataset? dataset, SqlParameters parameters) => SqlFilter.Order(
        clause.Field.Entity == SearchEntity.Attribute
            ? Attribute(clause.Field, parameters.Dialect)
            : $"""
              (SELECT x.metric_value FROM logged_model_metrics x WHERE x.model_id = l.model_id AND x.metric_name = {parameters.Add(clause.Field.Key)}{(dataset is null ? "" : MeasuredOn([dataset], parameters))}
              ORDER BY x.metric_timestamp_ms DESC, x.metric_step DESC LIMIT 1)
              """,
        clause.Descending);

    private static string Attribute(SearchField field, SqlDialect dialect) =>
        SearchVocabularies.LoggedModels.IsNumeric(field) ? $"l.{field.Key}" : dialect.ByCode($"l.{field.Key}");
}
