namespace Reprise.Learning.Files;

/// <summary>What a codec reads a step from. Everything is checked as it is taken; a codec adds the rules between its own values.</summary>
internal sealed class StepReader(string prefix, GraphObject graph, SafeTensorsReader tensors, int columns, int classes)
{
    /// <summary>Columns the step before gives.</summary>
    public int Columns => columns;

    /// <summary>Classes of the model.</summary>
    public int Classes => classes;

    /// <summary>Takes a parameter.</summary>
    public double Number(string name) => graph.Number(name);

    /// <summary>Takes a parameter.</summary>
    public bool Flag(string name) => graph.Flag(name);

    /// <summary>Takes a tensor of finite doubles; −1 in the shape stands for any length.</summary>
    public double[] Doubles(string name, params ReadOnlySpan<int> shape)
    {
        var values = tensors.TakeDoubles($"{prefix}.{name}", shape);
        Check(Array.TrueForAll(values, double.IsFinite), name, "must be finite");
        return values;
    }

    /// <summary>Takes a tensor of integers; −1 in the shape stands for any length.</summary>
    public int[] Integers(string name, params ReadOnlySpan<int> shape) => tensors.TakeIntegers($"{prefix}.{name}", shape);

    /// <summary>Refuses the file unless a rule holds.</summary>
    public void Check(bool holds, string name, string rule)
    {
        if (!holds)
        {
            throw graph.Refuse(name, rule);
        }
    }
}
