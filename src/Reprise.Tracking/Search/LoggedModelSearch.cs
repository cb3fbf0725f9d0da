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

    private static string Condition(Comparison comparison, SqlParameters parameters)
    {
        var (entity, key) = comparison.Field;
        return entity switch
        {
            SearchEntity.Attribute => SqlFilter.Compare($"l.{key}", comparison, parameters),
            SearchEntity.Metric => Exists("logged_model_metrics", "metric_name", key, SqlFilter.Compare("x.metric_value", comparison, parameters), parameters),
            SearchEntity.Param => Exists("logged_model_params", "param_key", key, SqlFilter.Compare("x.param_value", comparison, parameters), parameters),
            _ => Exists("logged_model_tags", "tag_key", key, SqlFilter.Compare("x.tag_value", comparison, parameters), parameters),
        };
    }

    private static string Exists(string table, string column, string key, string condition, SqlParameters parameters) =>
        $"EXISTS (SELECT 1 FROM {table} x WHERE x.model_id = l.model_id AND x.{column} = {parameters.Add(key)} AND {condition}{parameters.Fence})";

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
