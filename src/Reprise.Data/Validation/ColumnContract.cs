using Reprise.Core.Tables;

namespace Reprise.Data.Validation;

/// <summary>What one column promises.</summary>
public sealed record ColumnContract
{
    /// <summary>The column's name in the header, exactly.</summary>
    public required string Name { get; init; }

    /// <summary>The type of its values.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Whether the column must be there. Default true.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Whether blank cells are fine. Default false.</summary>
    public bool Nullable { get; init; }

    /// <summary>Smallest value, inclusive. Default none. Numbers only.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest value, inclusive. Default none. Numbers only.</summary>
    public double? Maximum { get; init; }

    /// <summary>The values allowed, as exact texts. Default null: any.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    internal IEnumerable<string> Problems()
    {
        if (string.IsNullOrEmpty(Name))
        {
            yield return "A column has no name.";
        }

        if (Type is not (ColumnType.Double or ColumnType.Long) && (Minimum ?? Maximum) is not null)
        {
            yield return $"Column `{Name}` is {Type} and has a minimum or maximum; only numbers have a range.";
        }

        if (Minimum > Maximum || Minimum is { } min && !double.IsFinite(min) || Maximum is { } max && !double.IsFinite(max))
        {
            yield return FormattableString.Invariant($"Column `{Name}` has the range {Minimum} to {Maximum}; minimum must not be above maximum, and both are finite.");
        }

        if (Labels is not null)
        {
            if (Labels.Count == 0)
            {
                yield return $"Column `{Name}` has an empty list of labels; leave it out to allow any value.";
            }

            foreach (var pair in Labels.GroupBy(label => label?.Trim() ?? "", StringComparer.OrdinalIgnoreCase).Where(group => group.Key.Length == 0 || group.Count() > 1))
            {
                yield return pair.Key.Length == 0
                    ? $"Column `{Name}` allows a blank label; set nullable instead."
                    : $"Column `{Name}` has labels that differ by case or blanks alone: {string.Join(", ", pair.Select(label => $"'{label}'"))}.";
            }
        }
    }
}
