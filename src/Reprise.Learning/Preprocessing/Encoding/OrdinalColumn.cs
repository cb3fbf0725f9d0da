using Reprise.Core.Matrices;
using Reprise.Core.Tables;

namespace Reprise.Learning.Preprocessing.Encoding;

/// <summary>One input of a fitted <see cref="OrdinalEncoder"/>.</summary>
internal sealed record OrdinalColumn(CategoryIndex Index, bool HasNull, UnknownOrdinal Unknown, double UnknownValue, NullEncoding Nulls)
{
    /// <summary>Writes the number of each row's category.</summary>
    public void Fill(Matrix matrix, int offset, Column column, ProblemList problems)
    {
        var indices = Index.IndicesOf(column);
        for (var row = 0; row < indices.Length; row++)
        {
            if (indices[row] >= 0)
            {
                matrix[row, offset] = indices[row];
            }
            else if (indices[row] == CategoryIndex.Null && (HasNull || Nulls == NullEncoding.Missing))
            {
                matrix[row, offset] = HasNull ? Index.Categories.Length : double.NaN;
            }
            else if (indices[row] == CategoryIndex.Null && Nulls == NullEncoding.Refuse)
            {
                problems.Add($"Column '{column.Name}' is null at row {row}; a category is needed.");
            }
            else if (Unknown == UnknownOrdinal.Refuse)
            {
                CategoryColumns.AddUnknown(column, row, problems);
            }
            else
            {
                matrix[row, offset] = Unknown == UnknownOrdinal.Value ? UnknownValue : double.NaN;
            }
        }
    }
}
