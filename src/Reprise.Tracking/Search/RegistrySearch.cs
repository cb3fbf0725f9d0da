using Reprise.Tracking.Database;
using Reprise.Tracking.Registry;

namespace Reprise.Tracking.Search;

/// <summary>Turns queries for registered models and versions into SQL.</summary>
internal static class RegistrySearch
{
    private const int DefaultModels = 100, MaxModels = 1000, DefaultVersions = 10_000, MaxVersions = 200_000;

    // Prompts are kept as registered models by MLflow; a search shows them only when its filter asks for them.
    private const string PromptTag = "mlflow.prompt.is_prompt";

    private const string ModelTags = "registered_model_tags x WHERE x.name = m.name";
    private const string VersionTags = "model_version_tags x WHERE x.name = v.name AND x.version = v.version";

    private static readonly SearchField PromptMark = new(SearchEntity.Tag, PromptTag);

    public static SearchSelect Models(RegistryQuery query, SqlDialect dialect)
    {
        var size = query.MaxResults ?? DefaultModels;
        SearchRules.ValidateMaxResults(size, MaxModels);
        var parameters = new SqlParameters(dialect);
        var filter = FilterParser.Parse(query.Filter, SearchVocabularies.RegisteredModels);
        var condition = SqlFilter.Compile(filter, parameters, (test, values) => test.Field.Entity == SearchEntity.Tag
            ? TagCondition(ModelTags, test, values)
            : SqlFilter.Test("m.name", test, values));
        var order = OrderClause.Parse(query.OrderBy, SearchVocabularies.RegisteredModels)
            .Select(clause => Term("m", clause, dialect)).Append(dialect.ByCode("m.name"));
        return new SearchSelect(
            $"""
            SELECT {RegisteredModelRow.Columns} FROM registered_models m
            WHERE {condition} AND {Visible(filter, ModelTags)} AND {VisibleFilter.Models(query.Visible, "m.name", parameters)}
            ORDER BY {string.Join(", ", order)}
            """,
            parameters.Bound,
            PageToken.Decode(query.PageToken),
            size);
    }

    public static SearchSelect Versions(RegistryQuery query, SqlDialect dialect)
    {
        var size = query.MaxResults ?? DefaultVersions;
        SearchRules.ValidateMaxResults(size, MaxVersions);
        var parameters = new SqlParameters(dialect);
        var filter = FilterParser.Parse(query.Filter, SearchVocabularies.ModelVersions);
        var condition = SqlFilter.Compile(filter, parameters, (test, values) => test.Field.Entity == SearchEntity.Tag
            ? TagCondition(VersionTags, test, values)
            : SqlFilter.Test($"v.{Column(test.Field.Key)}", test, values));
        var clauses = OrderClause.Parse(query.OrderBy, SearchVocabularies.ModelVersions);
        var order = clauses.Select(clause => Term("v", clause, dialect))
            .Concat(clauses.Count == 0 ? [SqlFilter.Order("v.last_updated_time", descending: true)] : [])
            .Append(dialect.ByCode("v.name")).Append("v.version DESC");
        return new SearchSelect(
            $"""
            SELECT {ModelVersionRow.Columns} FROM model_versions v
            WHERE v.current_stage <> '{ModelStages.Deleted}' AND {condition} AND {Visible(filter, VersionTags)}
            AND {VisibleFilter.Models(query.Visible, "v.name", parameters)}
            ORDER BY {string.Join(", ", order)}
            """,
            parameters.Bound,
            PageToken.Decode(query.PageToken),
            size);
    }

    // A comparison with the mark of prompts asks for prompts or for all that are none: models do not have the tag at all, and MLflow's client adds
    // "tag != 'true'" to each search for them.
    private static string TagCondition(string tags, FilterTest test, SqlParameters parameters) => test.Field == PromptMark
        ? $"{(AsksForPrompts(test) ? "" : "NOT ")}{IsPrompt(tags)}"
        : SqlFilter.Exists(
            $"{tags} AND x.key = {parameters.Add(test.Field.Key)}", test, parameters, comparison => SqlFilter.Compare("x.value", comparison, parameters));

    private static bool AsksForPrompts(FilterTest test) => test.Field == PromptMark && test is
        Comparison { Comparator: Comparator.Equal, Value: TextValue { Text: "true" } }
        or Comparison { Comparator: Comparator.NotEqual, Value: TextValue { Text: "false" } }
        or Presence { IsPresent: true };

    private static string Visible(FilterExpression filter, string tags) => filter.Tests.Any(AsksForPrompts) ? "TRUE" : $"NOT {IsPrompt(tags)}";

    private static string IsPrompt(string tags) => $"EXISTS (SELECT 1 FROM {tags} AND x.key = '{PromptTag}' AND lower(x.value) = 'true')";

    private static string Term(string table, OrderClause clause, SqlDialect dialect)
    {
        var column = $"{table}.{Column(clause.Field.Key)}";
        return SqlFilter.Order(clause.Field.Key == "name" ? dialect.ByCode(column) : column, clause.Descending);
    }

    private static string Column(string attribute) => attribute switch
    {
        "creation_timestamp" => "creation_time",
        "last_updated_timestamp" => "last_updated_time",
        "version_number" => "version",
        "source_path" => "source",
        _ => attribute,
    };
}
