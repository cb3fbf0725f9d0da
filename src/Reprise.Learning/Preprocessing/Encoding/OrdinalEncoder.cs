using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing.Columns;

namespace Reprise.Learning.Preprocessing.Encoding;

/// <summary>Turns each column of categories (text, booleans, whole numbers) into one column of whole numbers: the place of the category among those of the training rows, from 0.</summary>
/// <remarks>
/// For trees, which split anywhere; other estimators take the order for a scale. A class target needs no encoder: see <see cref="ClassLabels"/>.
/// O(rows · columns). Immutable; safe to share between threads.
/// </remarks>
public sealed record OrdinalEncoder : ITableEncoder, IColumnEncoder
{
    /// <summary>The columns to encode, in this order. Null for every column of text and booleans. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>What becomes of a category not seen in training. Default <see cref="UnknownOrdinal.Refuse"/>.</summary>
    public UnknownOrdinal Unknown { get; init; }

    /// <summary>The number of <see cref="UnknownOrdinal.Value"/>, finite and none that a category has. Default −1.</summary>
    public double UnknownValue { get; init; } = -1;

    /// <summary>What becomes of a null. Default <see cref="NullEncoding.Category"/>: the number after the last category's.</summary>
    public NullEncoding Nulls { get; init; }

    /// <summary>Learns the categories.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, a column is missing, of real numbers or (if refused) null; all problems are listed.</exception>
    public OrdinalEncoderModel Fit(Table table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        Require.Defined(Unknown, nameof(OrdinalEncoder));
        Require.Defined(Nulls, nameof(OrdinalEncoder));
        Require.InRange(UnknownValue, double.NegativeInfinity, double.PositiveInfinity, nameof(OrdinalEncoder));

        var problems = new ProblemList(TableReader.MaxProblems);
        var columns = new List<OrdinalColumn>();
        foreach (var column in CategoryColumns.Choose(table, Columns, Nulls, problems))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (index, counts, nulls) = CategoryIndex.Learn(column);
            var hasNull = nulls > 0 && Nulls == NullEncoding.Category;
            if (Unknown == UnknownOrdinal.Value && UnknownValue >= 0 && double.IsInteger(UnknownValue) && UnknownValue < counts.Length + (hasNull ? 1 : 0))
            {
                problems.Add($"`{nameof(UnknownValue)}` of `{nameof(OrdinalEncoder)}` is {UnknownValue}, which a category of column '{column.Name}' has; take a number below 0.");
            }

            columns.Add(new OrdinalColumn(index, hasNull, Unknown, UnknownValue, Nulls));
        }

        return problems.Count == 0
            ? new OrdinalEncoderModel([.. columns])
            : throw new ArgumentException(problems.ToString(), nameof(table));
    }

    ITableEncoder IColumnEncoder.Over(IReadOnlyList<string> columns) => this with { Columns = Columns ?? columns };

    ITableEncoderModel ITableEncoder.Fit(Table table, CancellationToken cancellationToken) => Fit(table, cancellationToken);
}
