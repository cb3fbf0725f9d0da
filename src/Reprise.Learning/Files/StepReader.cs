using System.Globalization;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Files;

/// <summary>What a codec reads a step from. Everything is checked as it is taken; a codec adds the rules between its own values.</summary>
internal sealed class StepReader(string prefix, GraphObject graph, SafeTensorsReader tensors, int columns, int classes)
{
    /// <summary>Columns the step before gives.</summary>
    public int Columns => columns;

    /// <summary>Classes of the model; 0 where there are none.</summary>
    public int Classes => classes;

    /// <summary>Takes a parameter.</summary>
    public double Number(string name) => graph.Number(name);

    /// <summary>Takes a parameter.</summary>
    public bool Flag(string name) => graph.Flag(name);

    /// <summary>Whether there is a tensor that is not taken yet.</summary>
    public bool Has(string name) => tensors.Has($"{prefix}.{name}");

    /// <summary>Takes a tensor of finite doubles; −1 in the shape stands for any length.</summary>
    public double[] Doubles(string name, params ReadOnlySpan<int> shape)
    {
        var values = tensors.TakeDoubles($"{prefix}.{name}", shape);
        Check(Array.TrueForAll(values, double.IsFinite), name, "must be finite");
        return values;
    }

    /// <summary>Takes a tensor of integers; −1 in the shape stands for any length.</summary>
    public int[] Integers(string name, params ReadOnlySpan<int> shape) => tensors.TakeIntegers($"{prefix}.{name}", shape);

    /// <summary>Takes a tensor of integers of any integer type; −1 in the shape stands for any length.</summary>
    public int[] Codes(string name, params ReadOnlySpan<int> shape) => tensors.TakeCodes($"{prefix}.{name}", shape);

    /// <summary>Refuses the file unless a rule holds.</summary>
    public void Check(bool holds, string name, string rule)
    {
        if (!holds)
        {
            throw graph.Refuse(name, rule);
        }
    }

    /// <summary>Takes a parameter.</summary>
    public string Text(string name) => graph.Text(name);

    /// <summary>Takes a choice that is one of the names of its enumeration.</summary>
    public T Name<T>(string name)
        where T : struct, Enum
    {
        var index = Array.IndexOf(Enum.GetNames<T>(), graph.Text(name));
        Check(index >= 0, name, $"must be one of {string.Join(", ", Enum.GetNames<T>())}");
        return Enum.GetValues<T>()[index];
    }

    /// <summary>Takes a parameter that is a whole number of at least <paramref name="minimum"/>.</summary>
    public int Count(string name, int minimum = 0)
    {
        var value = graph.Number(name);
        Check(value >= minimum && value <= int.MaxValue && double.IsInteger(value), name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number of at least {minimum}"));
        return (int)value;
    }

    /// <summary>Takes a list of texts.</summary>
    public IReadOnlyList<string> Texts(string name) => graph.Texts(name);

    /// <summary>Takes the columns an encoder reads, text allowed: at least one, each name once.</summary>
    public InputColumn[] Inputs(string name) => InputColumnsGraph.Read(name, graph, allowText: true);

    /// <summary>Takes a fitted step inside this one, over as many columns and classes as given.</summary>
    public T Step<T>(string name, int stepColumns, int stepClasses)
        where T : class =>
        StepGraph.Read<T>(graph.Object(name), $"{prefix}.{name}", tensors, stepColumns, stepClasses);

    /// <summary>Takes the fitted steps inside this one, each over as many columns and classes as given.</summary>
    public T[] Steps<T>(string name, int stepColumns, int stepClasses)
        where T : class =>
        [
            .. graph.Objects(name).Select((step, i) => StepGraph.Read<T>(
                step, string.Create(CultureInfo.InvariantCulture, $"{prefix}.{name}.{i}"), tensors, stepColumns, stepClasses)),
        ];

    /// <summary>Takes fitted preprocessing steps inside this one, each over the columns the one before gives.</summary>
    public ITransformerModel[] Chain(string name, int stepColumns, int stepClasses)
    {
        var steps = new List<ITransformerModel>();
        foreach (var step in graph.Objects(name))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{prefix}.{name}.{steps.Count}");
            var model = StepGraph.Read<ITransformerModel>(step, place, tensors, stepColumns, stepClasses);
            stepColumns = model.OutputColumns;
            steps.Add(model);
        }

        return [.. steps];
    }

    /// <summary>Takes the fitted steps inside this one, each over the columns that the one before gives.</summary>
    public T[] Chain<T>(string name, ref int width, Func<T, int> outputs)
        where T : class
    {
        var steps = new List<T>();
        foreach (var step in graph.Objects(name))
        {
            steps.Add(StepGraph.Read<T>(step, string.Create(CultureInfo.InvariantCulture, $"{prefix}.{name}.{steps.Count}"), tensors, width, classes));
            width = outputs(steps[^1]);
        }

        return [.. steps];
    }
}
