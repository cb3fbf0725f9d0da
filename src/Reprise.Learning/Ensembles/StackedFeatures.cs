using Reprise.Core.Matrices;

namespace Reprise.Learning.Ensembles;

/// <summary>What the last estimator of a stack sees: the members' predictions side by side, then the features where they are passed through.</summary>
internal static class StackedFeatures
{
    /// <summary>Columns per classifier: one probability per class; of two classes the second's.</summary>
    public static int PerClassifier(int classes) => classes == 2 ? 1 : classes;

    /// <summary>Columns in all.</summary>
    public static int Width(int members, int perMember, int features, bool passThrough) => checked((members * perMember) + (passThrough ? features : 0));

    /// <summary>An empty stack for rows of <paramref name="x"/>, with the features in place where they are passed through.</summary>
    public static Matrix Start(MatrixView x, int members, int perMember, bool passThrough)
    {
        var stack = new Matrix(x.Rows, Width(members, perMember, x.Columns, passThrough));
        for (var row = 0; passThrough && row < x.Rows; row++)
        {
            x.Row(row).CopyTo(stack.Row(row)[(members * perMember)..]);
        }

        return stack;
    }

    /// <summary>Writes one classifier's probabilities.</summary>
    public static void Put(Matrix stack, int member, MatrixView probabilities)
    {
        var width = PerClassifier(probabilities.Columns);
        for (var row = 0; row < stack.Rows; row++)
        {
            probabilities.Row(row)[(probabilities.Columns - width)..].CopyTo(stack.Row(row)[(member * width)..]);
        }
    }

    /// <summary>Writes one regressor's values.</summary>
    public static void Put(Matrix stack, int member, ReadOnlySpan<double> values)
    {
        for (var row = 0; row < stack.Rows; row++)
        {
            stack[row, member] = values[row];
        }
    }
}
