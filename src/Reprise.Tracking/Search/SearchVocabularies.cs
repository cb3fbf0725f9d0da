using System.Collections.Frozen;

namespace Reprise.Tracking.Search;

/// <summary>The vocabularies of the entities that can be searched.</summary>
internal static class SearchVocabularies
{
    /// <summary>Reprise's own attribute of runs, logged models and datasets.</summary>
    public const string ExperimentName = "experiment_name";

    private static readonly FrozenDictionary<string, SearchEntity> AttributesAndTags = new Dictionary<string, SearchEntity>
    {
        ["attribute"] = SearchEntity.Attribute, ["attributes"] = SearchEntity.Attribute, ["attr"] = SearchEntity.Attribute,
        ["tag"] = SearchEntity.Tag, ["tags"] = SearchEntity.Tag,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly SearchVocabulary Runs = new()
    {
        EntityTypes = new Dictionary<string, SearchEntity>(AttributesAndTags)
        {
            ["run"] = SearchEntity.Attribute,
            ["metric"] = SearchEntity.Metric, ["metrics"] = SearchEntity.Metric,
            ["param"] = SearchEntity.Param, ["params"] = SearchEntity.Param, ["parameter"] = SearchEntity.Param, ["parameters"] = SearchEntity.Param,
            ["dataset"] = SearchEntity.Dataset, ["datasets"] = SearchEntity.Dataset,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        EntityTypesText = "Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']",
        FilterAttributes = new Dictionary<string, string>
        {
            ["run_id"] = "run_id", ["run_name"] = "run_name", ["Run name"] = "run_name", ["Run Name"] = "run_name", ["run name"] = "run_name",
            ["status"] = "status", ["artifact_uri"] = "artifact_uri", ["user_id"] = "user_id",
            ["start_time"] = "start_time", ["created"] = "start_time", ["Created"] = "start_time", ["end_time"] = "end_time",
        }.ToFrozenDictionary(StringComparer.Ordinal),
        OrderAttributes = new Dictionary<string, string>
        {
            ["run_id"] = "run_id", ["run_name"] = "run_name", ["status"] = "status", ["artifact_uri"] = "artifact_uri", ["user_id"] = "user_id",
            ["start_time"] = "start_time", ["created"] = "start_time", ["Created"] = "start_time", ["end_time"] = "end_time",
        }.ToFrozenDictionary(StringComparer.Ordinal),
        NumericAttributes = ["start_time", "end_time"],
        ListAttributes = ["run_id"],
        OwnAttributes = [ExperimentName],
        TextAttributeComparators = Comparators.TextOrList,
        OrderEntities = [SearchEntity.Metric, SearchEntity.Param, SearchEntity.Tag],
    };

    public static readonly SearchVocabulary Experiments = new()
    {
        EntityTypes = AttributesAndTags,
        EntityTypesText = "Valid entity types are ('attribute', 'tag', 'tags')",
        FilterAttributes = Same("name", "creation_time", "last_update_time"),
        OrderAttributes = Same("name", "experiment_id", "creation_time", "last_update_time"),
        NumericAttributes = ["creation_time", "last_update_time"],
    };

    public static readonly SearchVocabulary RegisteredModels = new()
    {
        EntityTypes = AttributesAndTags,
        EntityTypesText = "Valid entity types are ('attribute', 'tag', 'tags')",
        FilterAttributes = Same("name"),
        OrderAttributes = new Dictionary<string, string>
        {
            ["name"] = "name", ["creation_timestamp"] = "creation_timestamp", ["timestamp"] = "last_updated_timestamp",
            ["last_updated_timestamp"] = "last_updated_timestamp",
        }.ToFrozenDictionary(StringComparer.Ordinal),
        NumericAttributes = [],
    };

    public static readonly SearchVocabulary ModelVersions = new()
    {
        EntityTypes = AttributesAndTags,
        EntityTypesText = "Valid entity types are ('attribute', 'tag', 'tags')",
        FilterAttributes = Same("name", "run_id", "source_path", "version_number", "creation_timestamp", "last_updated_timestamp"),
        OrderAttributes = Same("name", "version_number", "creation_timestamp", "last_updated_timestamp"),
        NumericAttributes = ["version_number", "creation_timestamp", "last_updated_timestamp"],
        ListAttributes = ["run_id"],
        TextAttributeComparators = Comparators.TextOrIn,
    };

    /// <summary>Reprise's own: MLflow's search for datasets has no filter.</summary>
    public static readonly SearchVocabulary Datasets = new()
    {
        EntityTypes = new Dictionary<string, SearchEntity>
        {
            ["attribute"] = SearchEntity.Attribute, ["attributes"] = SearchEntity.Attribute, ["attr"] = SearchEntity.Attribute,
            ["dataset"] = SearchEntity.Attribute, ["datasets"] = SearchEntity.Attribute,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        EntityTypesText = "Valid entity types are ('attribute', 'dataset')",
        FilterAttributes = Same("name", "digest", "context", ExperimentName),
        OrderAttributes = Same("name"),
        NumericAttributes = [],
        ListAttributes = ["name", "digest", "context", ExperimentName],
        TextAttributeComparators = Comparators.TextOrList,
    };

    public static readonly SearchVocabulary LoggedModels = new()
    {
        EntityTypes = new Dictionary<string, SearchEntity>(AttributesAndTags)
        {
            ["metric"] = SearchEntity.Metric, ["metrics"] = SearchEntity.Metric,
            ["param"] = SearchEntity.Param, ["params"] = SearchEntity.Param,
        }.ToFrozenDictionary(StringComparer.Ordinal),
        EntityTypesText = "Expected one of ['attributes', 'metrics', 'params', 'tags'].",
        FilterAttributes = LoggedModelAttributes,
        OrderAttributes = LoggedModelAttributes,
        NumericAttributes = ["creation_timestamp_ms", "last_updated_timestamp_ms"],
        ListAttributes = ["name", "model_id", "model_type", "source_run_id"],
        OwnAttributes = [ExperimentName],
        TextAttributeComparators = Comparators.TextOrList,
        OrderEntities = [SearchEntity.Metric],
    };

    /// <summary>Whether a filter itself says which experiments it is about.</summary>
    public static bool NamesExperiments(string? filter, SearchVocabulary vocabulary) =>
        filter?.Contains(ExperimentName, StringComparison.Ordinal) == true
        && FilterParser.Parse(filter, vocabulary).Tests.Any(test => test.Field == new SearchField(SearchEntity.Attribute, ExperimentName));

    private static FrozenDictionary<string, string> LoggedModelAttributes => new Dictionary<string, string>
    {
        ["name"] = "name", ["model_id"] = "model_id", ["model_type"] = "model_type", ["source_run_id"] = "source_run_id",
        ["creation_timestamp"] = "creation_timestamp_ms", ["creation_time"] = "creation_timestamp_ms", ["creation_timestamp_ms"] = "creation_timestamp_ms",
        ["last_updated_timestamp"] = "last_updated_timestamp_ms", ["last_updated_timestamp_ms"] = "last_updated_timestamp_ms",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Same(params string[] keys) => keys.ToFrozenDictionary(key => key, StringComparer.Ordinal);
}
