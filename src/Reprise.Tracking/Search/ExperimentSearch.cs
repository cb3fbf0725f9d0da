using Reprise.Tracking.Database;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Search;

/// <summary>Turns a query for experiments into SQL.</summary>
internal static class ExperimentSearch
{
    public static SearchSelect Compile(ExperimentQuery query, SqlDialect dialect)
    {
        SearchRules.ValidateMaxResults(query.MaxResults, Limits.Page);
        var parameters = new SqlParameters(dialect);
        var stages = parameters.Add(dialect.List(Lifecycles.Of(query.View)));
        var filter = SqlFilter.Compile(FilterParser.Parse(query.Filter, SearchVocabularies.Experiments), parameters, Condition);
        return new SearchSelect(
            $"""
            SELECT {ExperimentRow.Columns} FROM experiments e WHERE {dialect.In("e.lifecycle_stage", stages)} AND {filter}
            AND {VisibleFilter.Experiments(query.Visible, "e.experiment_id", parameters)}
            ORDER BY {Order(OrderClause.Parse(query.OrderBy, SearchVocabularies.Experiments), dialect)}
            """,
            parameters.Bound,
            PageToken.Decode(query.PageToken),
            query.MaxResults);
    }

    private static string Condition(FilterTest test, SqlParameters parameters) => test.Field.Entity == SearchEntity.Tag
        ? SqlFilter.Exists(
            $"experiment_tags x WHERE x.experiment_id = e.experiment_id AND x.key = {parameters.Add(test.Field.Key)}",
            test,
            parameters,
            comparison => SqlFilter.Compare("x.value", comparison, parameters))
        : SqlFilter.Test($"e.{test.Field.Key}", test, parameters);

    private static string Order(List<OrderClause> clauses, SqlDialect dialect) => clauses.Count == 0
        ? "e.creation_time DESC NULLS LAST, e.experiment_id"
        : string.Join(", ", clauses
            .Select(clause => SqlFilter.Order(clause.Field.Key == "name" ? dialect.ByCode("e.name") : $"e.{clause.Field.Key}", clause.Descending))
            .Append("e.experiment_id DESC"));
}
