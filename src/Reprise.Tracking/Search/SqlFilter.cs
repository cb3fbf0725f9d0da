namespace Reprise.Tracking.Search;

/// <summary>Turns a <see cref="FilterExpression"/> into the text of a WHERE clause; values become parameters.</summary>
internal static class SqlFilter
{
    /// <param name="expression">The condition.</param>
    /// <param name="parameters">Takes the values.</param>
    /// <param name="test">Writes one test of the entity at hand, with <see cref="Test"/> and <see cref="Exists"/>.</param>
    public static string Compile(FilterExpression expression, SqlParameters parameters, Func<FilterTest, SqlParameters, string> test)
    {
        parameters.Fence = parameters.Dialect.Fence(expression.Tests.Count());
        return Write(expression, parameters, test);
    }

    private static string Write(FilterExpression expression, SqlParameters parameters, Func<FilterTest, SqlParameters, string> test) => expression switch
    {
        Conjunction { Terms: [] } => "TRUE",
        Conjunction all => Joined(all.Terms, " AND ", parameters, test),
        Disjunction any => Joined(any.Terms, " OR ", parameters, test),
        Negation not => $"(({Write(not.Term, parameters, test)}) IS NOT TRUE)",   // also when a column is NULL
        FilterTest leaf => test(leaf, parameters),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, "Not an expression of this version."),
    };

    /// <summary>A test of a column.</summary>
    public static string Test(string column, FilterTest test, SqlParameters parameters) => test switch
    {
        Comparison comparison => Compare(column, comparison, parameters),
        Presence { IsPresent: true } => $"{column} IS NOT NULL",
        _ => $"{column} IS NULL",
    };

    /// <summary>A test of rows beside the entity: <paramref name="rows"/> is what follows FROM and ends in a condition.</summary>
    public static string Exists(string rows, FilterTest test, SqlParameters parameters, Func<Comparison, string> condition) => test switch
    {
        Comparison comparison => $"EXISTS (SELECT 1 FROM {rows} AND {condition(comparison)}{parameters.Fence})",
        Presence { IsPresent: true } => $"EXISTS (SELECT 1 FROM {rows}{parameters.Fence})",
        _ => $"NOT EXISTS (SELECT 1 FROM {rows}{parameters.Fence})",
    };

    /// <summary>A column compared with a value; NULL matches nothing.</summary>
    public static string Compare(string column, Comparison comparison, SqlParameters parameters)
    {
        var dialect = parameters.Dialect;
        if (comparison.Value is TextListValue list)
        {
            var values = parameters.Add(dialect.List(list.Texts));
            return comparison.Comparator == Comparator.NotIn ? dialect.NotIn(column, values) : dialect.In(column, values);
        }

        var value = parameters.Add(comparison.Value switch
        {
            NumberValue number => number.Number,
            TextValue text => text.Text,
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a value of this version."),
        });
        return comparison.Comparator switch
        {
            Comparator.Equal => $"{column} = {value}",
            Comparator.NotEqual => $"{column} <> {value}",
            Comparator.Greater => $"{column} > {value}",
            Comparator.GreaterOrEqual => $"{column} >= {value}",
            Comparator.Less => $"{column} < {value}",
            Comparator.LessOrEqual => $"{column} <= {value}",
            Comparator.Like => dialect.Like(column, value),
            Comparator.LikeIgnoreCase => dialect.LikeIgnoreCase(column, value),
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparator of one value."),
        };
    }

    /// <summary>A term of ORDER BY; entities without a value come last whichever way.</summary>
    public static string Order(string column, bool descending) => $"{column} {(descending ? "DESC" : "ASC")} NULLS LAST";

    private static string Joined(
        IReadOnlyList<FilterExpression> terms, string joint, SqlParameters parameters, Func<FilterTest, SqlParameters, string> test) =>
        $"({string.Join(joint, terms.Select(term => Write(term, parameters, test)))})";
}
