using System.Globalization;
using System.Text.Json;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Files;

/// <summary>What a codec writes a step into: parameters into the graph, arrays into tensors named after the step's place.</summary>
internal sealed class StepWriter(string prefix, Utf8JsonWriter graph, SafeTensorsWriter tensors)
{
    /// <summary>Writes a parameter.</summary>
    public void Number(string name, double value) => graph.WriteNumber(name, value);

    /// <summary>Writes a parameter.</summary>
    public void Flag(string name, bool value) => graph.WriteBoolean(name, value);

    /// <summary>Writes a tensor.</summary>
    public void Doubles(string name, ReadOnlySpan<double> values, params int[] shape) => tensors.Add($"{prefix}.{name}", values, shape);

    /// <summary>Writes a tensor.</summary>
    public void Integers(string name, ReadOnlySpan<int> values, params int[] shape) => tensors.Add($"{prefix}.{name}", values, shape);

    /// <summary>Writes a tensor of integers of at least 0 in the smallest type that holds them.</summary>
    public void Codes(string name, ReadOnlySpan<int> values, params int[] shape) => tensors.AddCodes($"{prefix}.{name}", values, shape);

    /// <summary>Writes a parameter.</summary>
    public void Text(string name, string value) => graph.WriteString(name, value);

    /// <summary>Writes a choice by its name.</summary>
    public void Name<T>(string name, T value)
        where T : struct, Enum =>
        graph.WriteString(name, Enum.GetName(value));

    /// <summary>Writes a list of texts.</summary>
    public void Texts(string name, IEnumerable<string> values)
    {
        graph.WriteStartArray(name);
        foreach (var value in values)
        {
            graph.WriteStringValue(value);
        }

        graph.WriteEndArray();
    }

    /// <summary>Writes the columns an encoder reads.</summary>
    public void Inputs(string name, IReadOnlyList<InputColumn> inputs) => InputColumnsGraph.Write(name, inputs, graph);

    /// <summary>Writes a fitted step inside this one.</summary>
    public void Step(string name, object step)
    {
        graph.WritePropertyName(name);
        StepGraph.Write(step, $"{prefix}.{name}", graph, tensors);
    }

    /// <summary>Writes fitted steps inside this one, in order.</summary>
    public void Steps(string name, IReadOnlyList<object> steps)
    {
        graph.WriteStartArray(name);
        for (var i = 0; i < steps.Count; i++)
        {
            StepGraph.Write(steps[i], string.Create(CultureInfo.InvariantCulture, $"{prefix}.{name}.{i}"), graph, tensors);
        }

        graph.WriteEndArray();
    }
}
