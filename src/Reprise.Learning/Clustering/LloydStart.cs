using Reprise.Learning.Distances;

namespace Reprise.Learning.Clustering;

/// <summary>What <see cref="LloydRun"/> keeps of one start. Room for it is used again by the next.</summary>
internal sealed class LloydStart
{
    private readonly int _rows;
    private volatile bool _changed;

    public LloydStart(RowLanes rows, int clusters, int blocks)
    {
        _rows = rows.Rows;
        PaddedLabels = new int[rows.Groups * RowLanes.Lanes];
        Limits = new double[rows.Groups];
        Sums = new double[blocks * clusters * rows.Columns];
        Counts = new double[blocks * clusters];
        Centres = new double[clusters * rows.Columns];
        Next = new double[Centres.Length];
    }

    /// <summary>Clusters × columns: where it starts, then where it ends.</summary>
    public double[] Centres { get; set; }

    /// <summary>Room for the next centres.</summary>
    public double[] Next { get; set; }

    /// <summary>The cluster of each row.</summary>
    public ReadOnlySpan<int> Labels => PaddedLabels.AsSpan(0, _rows);

    /// <summary>The same, filled up to whole groups.</summary>
    public int[] PaddedLabels { get; }

    /// <summary>How far centres may travel, counted from the start, before a group of rows must be compared again.</summary>
    public double[] Limits { get; }

    /// <summary>How far they have travelled.</summary>
    public double Travelled { get; set; }

    /// <summary>Weighted sums of rows: blocks × clusters × columns.</summary>
    public double[] Sums { get; }

    /// <summary>Summed weights: blocks × clusters.</summary>
    public double[] Counts { get; }

    /// <summary>Whether the last pass changed a label. Set by any thread.</summary>
    public bool Changed
    {
        get => _changed;
        set => _changed = value;
    }

    /// <summary>Iterations done.</summary>
    public int Iterations { get; set; }

    /// <summary>Σ weight · squared distance to the nearest centre, at the end.</summary>
    public double Inertia { get; set; }

    /// <summary>Begins anew from <see cref="Centres"/>.</summary>
    public void Reset()
    {
        Limits.AsSpan().Fill(double.NegativeInfinity);
        PaddedLabels.AsSpan().Fill(-1);
        (Travelled, Iterations, Inertia) = (0, 0, 0);
    }
}
