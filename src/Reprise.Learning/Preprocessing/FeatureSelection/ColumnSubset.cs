using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Preprocessing.FeatureSelection;

/// <summary>Some columns of a matrix.</summary>
internal static class ColumnSubset
{
    public static void Copy(MatrixView x, int columns, ReadOnlySpan<int> selected, Span<double> destination, string owner)
    {
        Require.Columns(x, columns, owner);
        Require.Destination(destination, (long)x.Rows * selected.Length);
        Require.Finite(x);

        var at = 0;
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            foreach (var column in selected)
            {
                destination[at++] = values[column];
            }
        }
    }

    public static IReadOnlyList<string> Names(IReadOnlyList<string> inputs, int columns, ReadOnlySpan<int> selected)
    {
        Require.Names(inputs, columns);
        var names = new string[selected.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = inputs[selected[i]];
        }

        return names;
    }
}
