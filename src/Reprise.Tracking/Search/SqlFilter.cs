namespace Reprise.Tracking.Search;

/// <summary>Turns a <see cref="FilterExpression"/> into the text of a WHERE clause; values become parameters.</summary>
internal static class SqlFilter
{
    /// <param name="expression">The condition.</param>
    /// <param name="parameters">Takes the values.</param>
    /// <param name="comparison">Writes one comparison of the entity at hand, with <see cref="Compare"/>.</param>
    public static string Compile(FilterExpression expression, SqlParameters parameters, Func<Comparison, SqlParameters, string> comparison) => expression switch
    {
        Conjunction { Terms: [] } => "1 = 1",
        Conjunction conjunction => All(conjunction, parameters, comparison),
        Comparison leaf => comparison(leaf, parameters),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, "Not an expression of this version."),
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

    private static string All(Conjunction conjunction, SqlParameters parameters, Func<Comparison, SqlParameters, string> comparison)
    {
        parameters.Fence = parameters.Dialect.Fence(conjunction.Terms.Count);
        return string.Join(" AND ", conjunction.Terms.Select(term => Compile(term, parameters, comparison)));
    }

    /// <summary>A term of ORDER BY; entities without a value come last whichever way.</summary>
    public static string Order(string column, bool descending) => $"{column} {(descending ? "DESC" : "ASC")} NULLS LAST";
}
