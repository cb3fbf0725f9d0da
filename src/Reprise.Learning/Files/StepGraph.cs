using System.Text.Json;

namespace Reprise.Learning.Files;

/// <summary>One fitted step as an object of the JSON graph; steps may hold steps.</summary>
internal static class StepGraph
{
    /// <summary>Writes a step as one object; its tensors are named after <paramref name="prefix"/>.</summary>
    public static void Write(object step, string prefix, Utf8JsonWriter graph, SafeTensorsWriter tensors)
    {
        var codec = StepCodecs.Of(step);
        graph.WriteStartObject();
        graph.WriteString("type", codec.Name);
        codec.Write(step, new StepWriter(prefix, graph, tensors));
        graph.WriteEndObject();
    }

    /// <summary>Reads a step that must be a <typeparamref name="T"/> over <paramref name="columns"/> columns.</summary>
    public static T Read<T>(GraphObject graph, string prefix, SafeTensorsReader tensors, int columns, int classes)
        where T : class
    {
        var name = graph.Text("type");
        var codec = StepCodecs.Named(name) ?? throw ModelFileErrors.Unknown(graph.Place, $"its step '{name}' is not known.");
        if (!codec.Type.IsAssignableTo(typeof(T)))
        {
            throw graph.Refuse("type", $"is '{name}', which has no place here");
        }

        var step = (T)codec.Read(new StepReader(prefix, graph, tensors, columns, classes));
        graph.End();
        return step;
    }
}
