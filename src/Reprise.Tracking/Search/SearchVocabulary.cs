using System.Collections.Frozen;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Search;

/// <summary>The fields a kind of entity can be filtered and ordered by, and MLflow's words for those it cannot.</summary>
internal sealed record SearchVocabulary
{
    /// <summary>Spellings of entity types before the dot.</summary>
    public required FrozenDictionary<string, SearchEntity> EntityTypes { get; init; }

    /// <summary>The entity types as messages list them.</summary>
    public required string EntityTypesText { get; init; }

    /// <summary>Attributes a filter may name; several spellings may mean one attribute.</summary>
    public required FrozenDictionary<string, string> FilterAttributes { get; init; }

    /// <summary>Attributes an order clause may name.</summary>
    public required FrozenDictionary<string, string> OrderAttributes { get; init; }

    /// <summary>Attributes that are compared with numbers.</summary>
    public required FrozenSet<string> NumericAttributes { get; init; }

    /// <summary>Attributes that may be compared with a list.</summary>
    public FrozenSet<string> ListAttributes { get; init; } = [];

    /// <summary>Text attributes that MLflow's filters do not know; its messages do not list them.</summary>
    public FrozenSet<string> OwnAttributes { get; init; } = [];

    /// <summary>Comparators of text attributes.</summary>
    public FrozenSet<Comparator> TextAttributeComparators { get; init; } = Comparators.Text;

    /// <summary>What an order clause may name beside attributes.</summary>
    public FrozenSet<SearchEntity> OrderEntities { get; init; } = [];

    /// <summary>The field behind an identifier of a filter.</summary>
    public SearchField FilterField(string identifier) => Field(identifier, FilterAttributes, OwnAttributes);

    /// <summary>The field behind an identifier of an order clause.</summary>
    public SearchField OrderField(string identifier)
    {
        var field = Field(identifier, OrderAttributes, []);
        return field.Entity == SearchEntity.Attribute || OrderEntities.Contains(field.Entity)
            ? field
            : throw Invalid.Parameter($"Invalid order_by entity `{Type(field.Entity)}` with key `{field.Key}`");
    }

    /// <summary>Whether a field is compared with numbers.</summary>
    public bool IsNumeric(SearchField field) =>
        field.Entity == SearchEntity.Metric || (field.Entity == SearchEntity.Attribute && NumericAttributes.Contains(field.Key));

    /// <summary>Whether a field may be compared with a list.</summary>
    public bool TakesList(SearchField field) =>
        field.Entity == SearchEntity.Dataset || (field.Entity == SearchEntity.Attribute && (ListAttributes.Contains(field.Key) || OwnAttributes.Contains(field.Key)));

    /// <summary>The comparators of a field.</summary>
    public FrozenSet<Comparator> ComparatorsOf(SearchField field) => field.Entity switch
    {
        _ when IsNumeric(field) => Comparators.Numeric,
        SearchEntity.Dataset => Comparators.TextOrList,
        SearchEntity.Attribute => TextAttributeComparators,
        _ => Comparators.Text,
    };

    /// <summary>An entity type's name in messages.</summary>
    public static string Type(SearchEntity entity) => entity == SearchEntity.Param ? "parameter" : entity.ToString().ToLowerInvariant();

    private SearchField Field(string identifier, FrozenDictionary<string, string> attributes, FrozenSet<string> own)
    {
        var dot = identifier[0] is '`' or '"' ? -1 : identifier.IndexOf('.', StringComparison.Ordinal);
        var key = FilterLexer.Unquote(identifier[(dot + 1)..]);
        var entity = SearchEntity.Attribute;
        if (dot >= 0 && !EntityTypes.TryGetValue(identifier[..dot], out entity))
        {
            throw Invalid.Parameter($"Invalid entity type '{identifier[..dot]}'. {EntityTypesText}");
        }

        return entity switch
        {
            SearchEntity.Attribute when own.Contains(key) => new SearchField(entity, key),
            SearchEntity.Attribute => attributes.TryGetValue(key, out var attribute)
                ? new SearchField(entity, attribute)
                : throw Invalid.Parameter($"Invalid attribute key '{key}' specified. Valid keys are '{Set(attributes.Keys)}'"),
            SearchEntity.Dataset when key is not ("name" or "digest" or "context") =>
                throw Invalid.Parameter($"Invalid dataset key '{key}' specified. Valid keys are '{Set(["context", "digest", "name"])}'"),
            _ when key.Length == 0 => throw Invalid.Parameter($"Invalid identifier '{identifier}'. A key must follow the dot."),
            _ => new SearchField(entity, key),
        };
    }

    private static string Set(IEnumerable<string> keys) => $"{{{string.Join(", ", keys.Order(StringComparer.Ordinal).Select(key => $"'{key}'"))}}}";
}
