using Reprise.Tracking.Database;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Search;

/// <summary>Turns a query for logged models into SQL.</summary>
internal static class LoggedModelSearch
{
    public static SearchSelect Compile(LoggedModelQuery query, SqlDialect dialect)
    {
        SearchRules.ValidateMaxResults(query.MaxResults, Limits.Page);
        var parameters = new SqlParameters(dialect);
        var experiments = parameters.Add(dialect.List(query.ExperimentIds));
        var filter = SqlFilter.Compile(FilterParser.Parse(query.Filter, SearchVocabularies.LoggedModels), parameters, Condition);
        var order = OrderClause.Parse(query.OrderBy, SearchVocabularies.LoggedModels).Select(clause => Term(clause, parameters));
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

    private static string Condition(FilterTest test, SqlParameters parameters) => test.Field switch
    {
        (SearchEntity.Attribute, SearchVocabularies.ExperimentName) =>
            $"l.experiment_id IN (SELECT e.experiment_id FROM experiments e WHERE {SqlFilter.Test("e.name", test, parameters)})",
        (SearchEntity.Attribute, var key) => SqlFilter.Test($"l.{key}", test, parameters),
        (SearchEntity.Metric, _) => Exists("logged_model_metrics", "metric_name", "metric_value", test, parameters),
        (SearchEntity.Param, _) => Exists("logged_model_params", "param_key", "param_value", test, parameters),
        _ => Exists("logged_model_tags", "tag_key", "tag_value", test, parameters),
    };

    private static string Exists(string table, string key, string value, FilterTest test, SqlParameters parameters) => SqlFilter.Exists(
        $"{table} x WHERE x.model_id = l.model_id AND x.{key} = {parameters.Add(test.Field.Key)}",
        test,
        parameters,
        comparison => SqlFilter.Compare($"x.{value}", comparison, parameters));

    private static string Term(OrderClause clause, SqlParameters parameters) => SqlFilter.Order(
        clause.Field.Entity == SearchEntity.Attribute
            ? Attribute(clause.Field, parameters.Dialect)
            : $"""
              (SELECT x.metric_value FROM logged_model_metrics x WHERE x.model_id = l.model_id AND x.metric_name = {parameters.Add(clause.Field.Key)}
              ORDER BY x.metric_timestamp_ms DESC, x.metric_step DESC LIMIT 1)
              """,
        clause.Descending);

    private static string Attribute(SearchField field, SqlDialect dialect) =>
        SearchVocabularies.LoggedModels.IsNumeric(field) ? $"l.{field.Key}" : dialect.ByCode($"l.{field.Key}");
}
