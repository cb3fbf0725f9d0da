using Reprise.Tracking.Database;
using Reprise.Tracking.Registry;

namespace Reprise.Tracking.Search;

/// <summary>Turns queries for registered models and versions into SQL.</summary>
internal static class RegistrySearch
{
    private const int DefaultModels = 100, MaxModels = 1000, DefaultVersions = 10_000, MaxVersions = 200_000;

    // Prompts are kept as registered models by MLflow; a search shows them only when its filter asks for them.
    private const string PromptTag = "mlflow.prompt.is_prompt";

    public static SearchSelect Models(RegistryQuery query, SqlDialect dialect)
    {
        var size = query.MaxResults ?? DefaultModels;
        SearchRules.ValidateMaxResults(size, MaxModels);
        var parameters = new SqlParameters(dialect);
        var filter = WithoutPromptTag(FilterParser.Parse(query.Filter, SearchVocabularies.RegisteredModels), out var prompts);
        var condition = SqlFilter.Compile(filter, parameters, (comparison, values) => comparison.Field.Entity == SearchEntity.Tag
            ? TagCondition("registered_model_tags", "x.name = m.name", comparison, values)
            : SqlFilter.Compare("m.name", comparison, values));
        var order = OrderClause.Parse(query.OrderBy, SearchVocabularies.RegisteredModels)
            .Select(clause => Term("m", clause, dialect)).Append(dialect.ByCode("m.name"));
        return new SearchSelect(
            $"""
            SELECT {RegisteredModelRow.Columns} FROM registered_models m
            WHERE {condition} AND {PromptCondition(prompts, "registered_model_tags", "x.name = m.name")} ORDER BY {string.Join(", ", order)}
            """,
            parameters.Bound,
            PageToken.Decode(query.PageToken),
            size);
    }

    public static SearchSelect Versions(RegistryQuery query, SqlDialect dialect)
    {
        const string OfVersion = "x.name = v.name AND x.version = v.version";
        var size = query.MaxResults ?? DefaultVersions;
        SearchRules.ValidateMaxResults(size, MaxVersions);
        var parameters = new SqlParameters(dialect);
        var filter = WithoutPromptTag(FilterParser.Parse(query.Filter, SearchVocabularies.ModelVersions), out var prompts);
        var condition = SqlFilter.Compile(filter, parameters, (comparison, values) => comparison.Field.Entity == SearchEntity.Tag
            ? TagCondition("model_version_tags", OfVersion, comparison, values)
            : SqlFilter.Compare($"v.{Column(comparison.Field.Key)}", comparison, values));
        var clauses = OrderClause.Parse(query.OrderBy, SearchVocabularies.ModelVersions);
        var order = clauses.Select(clause => Term("v", clause, dialect))
            .Concat(clauses.Count == 0 ? [SqlFilter.Order("v.last_updated_time", descending: true)] : [])
            .Append(dialect.ByCode("v.name")).Append("v.version DESC");
        return new SearchSelect(
            $"""
            SELECT {ModelVersionRow.Columns} FROM model_versions v
            WHERE v.current_stage <> '{ModelStages.Deleted}' AND {condition} AND {PromptCondition(prompts, "model_version_tags", OfVersion)}
            ORDER BY {string.Join(", ", order)}
            """,
            parameters.Bound,
            PageToken.Decode(query.PageToken),
            size);
    }

    private static string TagCondition(string table, string owner, Comparison comparison, SqlParameters parameters) =>
        $"EXISTS (SELECT 1 FROM {table} x WHERE {owner} AND x.key = {parameters.Add(comparison.Field.Key)} AND {SqlFilter.Compare("x.value", comparison, parameters)}{parameters.Fence})";

    // MLflow's client adds "tag != 'true'" to each search for models, which do not have the tag at all.
    private static Conjunction WithoutPromptTag(Conjunction filter, out bool prompts)
    {
        var aboutPrompts = filter.Terms.OfType<Comparison>().Where(term => term.Field == new SearchField(SearchEntity.Tag, PromptTag)).ToList();
        prompts = aboutPrompts.Exists(term => term is
            { Comparator: Comparator.Equal, Value: TextValue { Text: "true" } } or { Comparator: Comparator.NotEqual, Value: TextValue { Text: "false" } });
        return new Conjunction([.. filter.Terms.Except(aboutPrompts)]);
    }

    private static string PromptCondition(bool prompts, string table, string owner) =>
        $"{(prompts ? "" : "NOT ")}EXISTS (SELECT 1 FROM {table} x WHERE {owner} AND x.key = '{PromptTag}' AND lower(x.value) = 'true')";

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
