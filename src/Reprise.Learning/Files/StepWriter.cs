using System.Text.Json;

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
}
