namespace Reprise.Learning.Svm;

/// <summary>The solver's variables, those still looked at first; all arrays are in the same, changing order.</summary>
/// <remarks>
/// Values[k] is yₖ times the gradient. Up[k] is 0 where yₖαₖ can grow and −∞ where it cannot, Low[k] the same for falling, so that candidates are chosen
/// by adding, without a branch.
/// </remarks>
internal sealed class SmoState
{
    public SmoState(SmoProblem problem, double[] diagonal)
    {
        var n = problem.Rows.Length;
        Count = n;
        Order = new int[n];
        Rows = problem.Rows.AsSpan().ToArray();
        Signs = problem.Signs.AsSpan().ToArray();
        Upper = problem.Upper.AsSpan().ToArray();
        Alpha = new double[n];
        Linear = new double[n];
        Values = new double[n];
        Bounded = new double[n];
        Diagonal = new double[n];
        Up = new double[n];
        Low = new double[n];
        for (var k = 0; k < n; k++)
        {
            Order[k] = k;
            Linear[k] = Values[k] = Signs[k] * problem.Linear[k];
            Diagonal[k] = diagonal[Rows[k]];
            Bound(k);
        }
    }

    /// <summary>Number of variables.</summary>
    public int Count { get; }

    /// <summary>Whether the variables are still in the problem's order and each has the kernel row of its own place.</summary>
    public bool InOrder { get; private set; } = true;

    /// <summary>The problem's number of each variable.</summary>
    public int[] Order { get; }

    public int[] Rows { get; }

    public double[] Signs { get; }

    public double[] Upper { get; }

    public double[] Alpha { get; }

    /// <summary>y·p.</summary>
    public double[] Linear { get; }

    /// <summary>y times the gradient.</summary>
    public double[] Values { get; }

    /// <summary>The part of <see cref="Values"/> that comes from variables at their upper bound.</summary>
    public double[] Bounded { get; }

    public double[] Diagonal { get; }

    public double[] Up { get; }

    public double[] Low { get; }

    public bool AtUpper(int k) => Alpha[k] >= Upper[k];

    public bool AtLower(int k) => Alpha[k] <= 0;

    /// <summary>Says anew which ways a variable can go.</summary>
    public void Bound(int k)
    {
        var (grows, falls) = Signs[k] > 0 ? (!AtUpper(k), !AtLower(k)) : (!AtLower(k), !AtUpper(k));
        Up[k] = grows ? 0 : double.NegativeInfinity;
        Low[k] = falls ? 0 : double.NegativeInfinity;
    }

    /// <summary>Moves the variables to keep to the front, others behind them; both keep their order.</summary>
    /// <returns>How many are kept.</returns>
    public int Partition(ReadOnlySpan<bool> keep)
    {
        var order = new int[keep.Length];
        var kept = 0;
        for (var k = 0; k < keep.Length; k++)
        {
            if (keep[k])
            {
                order[kept++] = k;
            }
        }

        if (kept == keep.Length)
        {
            return kept;
        }

        for (var (k, at) = (0, kept); k < keep.Length; k++)
        {
            if (!keep[k])
            {
                order[at++] = k;
            }
        }

        InOrder = false;
        Permute(Order, order);
        Permute(Rows, order);
        Permute(Signs, order);
        Permute(Upper, order);
        Permute(Alpha, order);
        Permute(Linear, order);
        Permute(Values, order);
        Permute(Bounded, order);
        Permute(Diagonal, order);
        Permute(Up, order);
        Permute(Low, order);
        return kept;
    }

    private static void Permute<T>(T[] values, int[] order)
    {
        var copy = values.AsSpan(0, order.Length).ToArray();
        for (var i = 0; i < order.Length; i++)
        {
            values[i] = copy[order[i]];
        }
    }
}
