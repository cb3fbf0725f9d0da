using Reprise.Core.Matrices;
using Reprise.Core.Tables;

namespace Reprise.Learning.Preprocessing.Encoding;

/// <summary>One input of a fitted <see cref="OneHotEncoder"/>.</summary>
internal sealed class OneHotColumn
{
    /// <summary>No column.</summary>
    public const int None = -1;

    public OneHotColumn(CategoryIndex index, bool hasNull, int[] groups, int infrequent, UnknownCategory unknown, NullEncoding nulls)
    {
        (Index, HasNull, Groups, Infrequent, Unknown, Nulls) = (index, hasNull, groups, infrequent, unknown, nulls);
        Width = groups.Length == 0 ? 0 : groups.Max() + 1;
        FeatureNames = Names();
    }

    public CategoryIndex Index { get; }

    /// <summary>Whether null is a category, the last.</summary>
    public bool HasNull { get; }

    /// <summary>Per category the column it sets, or <see cref="None"/>.</summary>
    public int[] Groups { get; }

    /// <summary>The column that infrequent categories share, or <see cref="None"/>.</summary>
    public int Infrequent { get; }

    public UnknownCategory Unknown { get; }

    public NullEncoding Nulls { get; }

    /// <summary>Number of columns.</summary>
    public int Width { get; }

    /// <summary>Their names: input and category.</summary>
    public string[] FeatureNames { get; }

    /// <summary>Sets the ones of each row.</summary>
    public void Fill(Matrix matrix, int offset, Column column, ProblemList problems)
    {
        var indices = Index.IndicesOf(column);
        for (var row = 0; row < indices.Length; row++)
        {
            var group = Group(indices[row]);
            if (group >= 0)
            {
                matrix[row, offset + group] = 1;
            }
            else if (group < None && indices[row] == CategoryIndex.Null && Nulls == NullEncoding.Refuse)
            {
                problems.Add($"Column '{column.Name}' is null at row {row}; a category is needed.");
            }
            else if (group < None)
            {
                CategoryColumns.AddUnknown(column, row, problems);
            }
        }
    }

    /// <summary>The column to set, <see cref="None"/>, or less for a cell to refuse.</summary>
    private int Group(int index) =>
        index >= 0 ? Groups[index]
        : index == CategoryIndex.Null && HasNull ? Groups[^1]
        : Unknown == UnknownCategory.Refuse || (index == CategoryIndex.Null && Nulls == NullEncoding.Refuse) ? None - 1
        : Unknown == UnknownCategory.Infrequent ? Infrequent
        : None;

    private string[] Names()
    {
        var names = new string[Width];
        for (var i = 0; i < Groups.Length; i++)
        {
            if (Groups[i] >= 0)
            {
                names[Groups[i]] = $"{Index.Input.Name}_{(Groups[i] == Infrequent ? "infrequent" : i < Index.Categories.Length ? Index.Categories[i] : "null")}";
            }
        }

        return names;
    }
}
