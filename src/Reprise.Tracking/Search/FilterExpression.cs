namespace Reprise.Tracking.Search;

/// <summary>A condition over entities, checked and typed; <see cref="SqlFilter"/> turns it into SQL.</summary>
internal abstract record FilterExpression
{
    /// <summary>The tests in it, in the order they are written.</summary>
    public IEnumerable<FilterTest> Tests => this switch
    {
        FilterTest test => [test],
        Conjunction all => all.Terms.SelectMany(term => term.Tests),
        Disjunction any => any.Terms.SelectMany(term => term.Tests),
        Negation not => not.Term.Tests,
        _ => [],
    };
}

/// <summary>All of the terms hold; always so when there are none.</summary>
internal sealed record Conjunction(IReadOnlyList<FilterExpression> Terms) : FilterExpression;

/// <summary>One of the terms holds, or several.</summary>
internal sealed record Disjunction(IReadOnlyList<FilterExpression> Terms) : FilterExpression;

/// <summary>The term does not hold. There are two truth values: what is not known to hold does not hold.</summary>
internal sealed record Negation(FilterExpression Term) : FilterExpression;

/// <summary>A condition on one field.</summary>
internal abstract record FilterTest(SearchField Field) : FilterExpression;

/// <summary>A field compared with a value. An entity without the field does not match, whatever the comparator.</summary>
internal sealed record Comparison(SearchField Field, Comparator Comparator, SearchValue Value) : FilterTest(Field);

/// <summary>Whether an entity has the field at all.</summary>
internal sealed record Presence(SearchField Field, bool IsPresent) : FilterTest(Field);

/// <summary>What is compared or ordered by.</summary>
internal readonly record struct SearchField(SearchEntity Entity, string Key);

/// <summary>Where a <see cref="SearchField"/> is kept.</summary>
internal enum SearchEntity
{
    /// <summary>The entity itself.</summary>
    Attribute,

    /// <summary>Its latest metrics.</summary>
    Metric,

    /// <summary>Its parameters.</summary>
    Param,

    /// <summary>Its tags.</summary>
    Tag,

    /// <summary>The datasets it read.</summary>
    Dataset,
}

/// <summary>Comparators of the grammar.</summary>
internal enum Comparator
{
    /// <summary>=</summary>
    Equal,

    /// <summary>!=</summary>
    NotEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>&gt;=</summary>
    GreaterOrEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>LIKE: % and _ stand for any text and any character; case matters.</summary>
    Like,

    /// <summary>ILIKE: as LIKE, the case of ASCII letters does not matter.</summary>
    LikeIgnoreCase,

    /// <summary>IN (…)</summary>
    In,

    /// <summary>NOT IN (…)</summary>
    NotIn,
}

/// <summary>The right side of a comparison.</summary>
internal abstract record SearchValue;

/// <summary>A quoted text.</summary>
internal sealed record TextValue(string Text) : SearchValue;

/// <summary>A number.</summary>
internal sealed record NumberValue(double Number) : SearchValue;

/// <summary>A list of quoted texts.</summary>
internal sealed record TextListValue(IReadOnlyList<string> Texts) : SearchValue;
