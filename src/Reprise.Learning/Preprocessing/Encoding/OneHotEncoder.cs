using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing.Columns;

namespace Reprise.Learning.Preprocessing.Encoding;

/// <summary>Turns columns of categories (text, booleans, whole numbers) into one column of 0 and 1 per category.</summary>
/// <remarks>
/// Categories are those of the training rows, in order. A class target needs no encoder: <see cref="ClassLabels"/> does for it what scikit-learn's
/// <c>LabelEncoder</c> does. O(rows · columns). Immutable; safe to share between threads.
/// </remarks>
public sealed record OneHotEncoder : ITableEncoder, IColumnEncoder
{
    /// <summary>The columns to encode, in this order. Null for every column of text and booleans. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>What becomes of a category not seen in training. Default <see cref="UnknownCategory.Refuse"/>.</summary>
    public UnknownCategory Unknown { get; init; }

    /// <summary>What becomes of a null: <see cref="NullEncoding.Category"/> or <see cref="NullEncoding.Refuse"/>. Default <see cref="NullEncoding.Category"/>.</summary>
    public NullEncoding Nulls { get; init; }

    /// <summary>Which column of an input is left out. Default <see cref="DropCategory.None"/>.</summary>
    public DropCategory Drop { get; init; }

    /// <summary>Categories of fewer training rows than this share one column, the last; at least 1. Null for none. Default null.</summary>
    public int? MinFrequency { get; init; }

    /// <summary>Most columns of an input, at least 2, the rarest categories beyond sharing the last. Null for no limit. Default null.</summary>
    public int? MaxCategories { get; init; }

    /// <summary>Learns the categories.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, a column is missing, of real numbers or (if refused) null; all problems are listed.</exception>
    public OneHotEncoderModel Fit(Table table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        Require.Defined(Unknown, nameof(OneHotEncoder));
        Require.Defined(Drop, nameof(OneHotEncoder));
        Require.Defined(Nulls, nameof(OneHotEncoder));
        Require.InRange(MinFrequency ?? 1, 1, int.MaxValue, nameof(OneHotEncoder), nameof(MinFrequency));
        Require.InRange(MaxCategories ?? 2, 2, int.MaxValue, nameof(OneHotEncoder), nameof(MaxCategories));
        if (Nulls == NullEncoding.Missing)
        {
            throw new ArgumentException($"`{nameof(Nulls)}` of `{nameof(OneHotEncoder)}` must be {nameof(NullEncoding.Category)} or {nameof(NullEncoding.Refuse)}: a column of 0 and 1 has no place for a missing value.", nameof(table));
        }

        var problems = new ProblemList(TableReader.MaxProblems);
        var columns = new List<OneHotColumn>();
        foreach (var column in CategoryColumns.Choose(table, Columns, Nulls, problems))
        {
            cancellationToken.ThrowIfCancellationRequested();
            columns.Add(Learn(column));
        }

        if (problems.Count == 0 && columns.TrueForAll(column => column.Width == 0))
        {
            problems.Add($"Each column has one category only, which `{nameof(Drop)}` leaves out; there is nothing to learn from.");
        }

        return problems.Count == 0
            ? new OneHotEncoderModel([.. columns])
            : throw new ArgumentException(problems.ToString(), nameof(table));
    }

    ITableEncoder IColumnEncoder.Over(IReadOnlyList<string> columns) => this with { Columns = Columns ?? columns };

    ITableEncoderModel ITableEncoder.Fit(Table table, CancellationToken cancellationToken) => Fit(table, cancellationToken);

    private OneHotColumn Learn(Column column)
    {
        var (index, counts, nulls) = CategoryIndex.Learn(column);
        int[] slots = nulls > 0 ? [.. counts, nulls] : counts;
        var rare = Rare(slots);
        var groups = new int[slots.Length];
        var width = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            groups[i] = rare[i] ? -1 : width++;
        }

        var infrequent = OneHotColumn.None;
        if (Array.IndexOf(rare, true) >= 0)
        {
            infrequent = width++;
            for (var i = 0; i < groups.Length; i++)
            {
                groups[i] = rare[i] ? infrequent : groups[i];
            }
        }

        if (Drop == DropCategory.First || (Drop == DropCategory.IfBinary && width == 2))
        {
            foreach (ref var group in groups.AsSpan())
            {
                group--;                                // the first becomes OneHotColumn.None
            }

            infrequent = Math.Max(OneHotColumn.None, infrequent - 1);
        }

        return new OneHotColumn(index, nulls > 0, groups, infrequent, Unknown, Nulls);
    }

    /// <summary>Which categories share the last column: the infrequent, and the rarest until the limit holds; of equals the earlier.</summary>
    private bool[] Rare(int[] counts)
    {
        var rare = Array.ConvertAll(counts, count => count < (MinFrequency ?? 0));
        var frequent = rare.Count(value => !value);
        if (frequent + (frequent < counts.Length ? 1 : 0) <= (MaxCategories ?? int.MaxValue))
        {
            return rare;
        }

        foreach (var i in Enumerable.Range(0, counts.Length).OrderBy(i => counts[i]).Take(counts.Length - (MaxCategories!.Value - 1)))
        {
            rare[i] = true;
        }

        return rare;
    }
}
