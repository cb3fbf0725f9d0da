using Reprise.Tracking.Database;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Search;

/// <summary>Turns a query for runs into SQL.</summary>
internal static class RunSearch
{
    public static SearchSelect Compile(RunQuery query, SqlDialect dialect)
    {
        SearchRules.ValidateMaxResults(query.MaxResults, Limits.Page);
        var ids = query.ExperimentIds.Select(id => ExperimentRules.TryParse(id, out var number)
            ? number
            : throw Invalid.Parameter($"Invalid experiment ID: '{id}'. Experiment ids are decimal integers."));
        var parameters = new SqlParameters(dialect);
        var experiments = parameters.Add(dialect.List(ids));
        var stages = parameters.Add(dialect.List(Lifecycles.Of(query.View)));
        var filter = SqlFilter.Compile(FilterParser.Parse(query.Filter, SearchVocabularies.Runs), parameters, Condition);
        var (joins, order) = Order(OrderClause.Parse(query.OrderBy, SearchVocabularies.Runs), parameters);
        return new SearchSelect(
            $"""
            SELECT {RunRow.Columns} FROM runs r {joins}
            WHERE {dialect.In("r.experiment_id", experiments)} AND {dialect.In("r.lifecycle_stage", stages)} AND {filter}
            ORDER BY {order}
            """,
            parameters.Bound,
            PageToken.Decode(query.PageToken),
            query.MaxResults);
    }

    private static string Condition(FilterTest test, SqlParameters parameters)
    {
        var (entity, key) = test.Field;
        return entity switch
        {
            SearchEntity.Attribute when key == SearchVocabularies.ExperimentName =>
                $"r.experiment_id IN (SELECT e.experiment_id FROM experiments e WHERE {SqlFilter.Test("e.name", test, parameters)})",
            SearchEntity.Attribute => SqlFilter.Test(Column(key), test, parameters),
            SearchEntity.Metric => SqlFilter.Exists(Rows("latest_metrics", key, parameters), test, parameters, comparison => MetricCondition(comparison, parameters)),
            SearchEntity.Dataset => DatasetCondition(key, test, parameters),
            _ => SqlFilter.Exists(
                Rows(entity == SearchEntity.Param ? "params" : "tags", key, parameters), test, parameters, comparison => SqlFilter.Compare("x.value", comparison, parameters)),
        };
    }

    private static string Rows(string table, string key, SqlParameters parameters) =>
        $"{table} x WHERE x.run_uuid = r.run_uuid AND x.key = {parameters.Add(key)}";

    // NaN is stored as 0 with a mark: it equals nothing and differs from everything.
    private static string MetricCondition(Comparison comparison, SqlParameters parameters)
    {
        var condition = SqlFilter.Compare("x.value", comparison, parameters);
        return comparison.Comparator == Comparator.NotEqual ? $"({condition} OR x.is_nan)" : $"{condition} AND NOT x.is_nan";
    }

    private static string DatasetCondition(string key, FilterTest test, SqlParameters parameters)
    {
        const string OfRun = "i.destination_id = r.run_uuid AND i.destination_type = 'RUN' AND i.source_type = 'DATASET'";
        return key == "context"
            ? SqlFilter.Exists(
                $"inputs i JOIN input_tags t ON t.input_uuid = i.input_uuid WHERE {OfRun} AND t.name = 'mlflow.data.context'",
                test,
                parameters,
                comparison => SqlFilter.Compare("t.value", comparison, parameters))
            : SqlFilter.Exists(
                $"inputs i JOIN datasets d ON d.dataset_uuid = i.source_id WHERE {OfRun}",
                test,
                parameters,
                comparison => SqlFilter.Compare($"d.{key}", comparison, parameters));
    }

    private static (string Joins, string Order) Order(List<OrderClause> clauses, SqlParameters parameters)
    {
        var joins = new List<string>();
        var terms = new List<string>();
        foreach (var (field, descending) in clauses)
        {
            if (field.Entity == SearchEntity.Attribute)
            {
                var column = Column(field.Key);
                terms.Add(SqlFilter.Order(SearchVocabularies.Runs.IsNumeric(field) ? column : parameters.Dialect.ByCode(column), descending));
                continue;
            }

            var table = field.Entity switch { SearchEntity.Metric => "latest_metrics", SearchEntity.Param => "params", _ => "tags" };
            var alias = FormattableString.Invariant($"o{joins.Count}");
            joins.Add($"LEFT JOIN {table} {alias} ON {alias}.run_uuid = r.run_uuid AND {alias}.key = {parameters.Add(field.Key)}");
            if (field.Entity == SearchEntity.Metric)
            {
                // Numbers, then NaN, then runs without the metric.
                terms.Add($"CASE WHEN {alias}.is_nan THEN 1 WHEN {alias}.is_nan IS NULL THEN 2 ELSE 0 END");
                terms.Add(SqlFilter.Order($"{alias}.value", descending));
                continue;
            }

            terms.Add(SqlFilter.Order(parameters.Dialect.ByCode($"{alias}.value"), descending));
        }

        if (!clauses.Exists(clause => clause.Field == new SearchField(SearchEntity.Attribute, "start_time")))
        {
            terms.Add(SqlFilter.Order("r.start_time", descending: true));
        }

        terms.Add(parameters.Dialect.ByCode("r.run_uuid"));
        return (string.Join(' ', joins), string.Join(", ", terms));
    }

    private static string Column(string attribute) => attribute switch
    {
        "run_id" => "r.run_uuid",
        "run_name" => "r.name",
        _ => $"r.{attribute}",
    };
}
