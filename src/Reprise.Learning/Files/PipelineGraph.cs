using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Files;

/// <summary>A fitted <see cref="ClassifierPipeline"/> as the JSON graph of a model file.</summary>
internal static class PipelineGraph
{
    private const string Kind = "classifier-pipeline";

    /// <summary>Writes a model's graph as JSON and its arrays as tensors.</summary>
    public static string Write(ITabularClassifier model, SafeTensorsWriter tensors)
    {
        if (model is not ClassifierPipelineModel pipeline)
        {
            throw new ArgumentException($"`{model.GetType().Name}` cannot be saved: only a fitted `{nameof(ClassifierPipeline)}` has a file form.", nameof(model));
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var graph = new Utf8JsonWriter(buffer);
        graph.WriteStartObject();
        graph.WriteString("kind", Kind);
        graph.WriteString("target", pipeline.Target);
        graph.WriteStartArray("classes");
        foreach (var label in pipeline.Classes)
        {
            graph.WriteStringValue(label);
        }

        graph.WriteEndArray();
        graph.WriteStartArray("columns");
        foreach (var input in pipeline.Inputs)
        {
            graph.WriteStartObject();
            graph.WriteString("name", input.Name);
            graph.WriteString("type", input.Type.ToString());
            graph.WriteEndObject();
        }

        graph.WriteEndArray();
        graph.WriteStartArray("steps");
        for (var i = 0; i < pipeline.Steps.Count; i++)
        {
            StepGraph.Write(pipeline.Steps[i], StepName(i), graph, tensors);
        }

        graph.WriteEndArray();
        graph.WritePropertyName("classifier");
        StepGraph.Write(pipeline.Classifier, "classifier", graph, tensors);
        graph.WriteEndObject();
        graph.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; <see cref="ModelFile"/> has checked the file around it.</summary>
    public static ClassifierPipelineModel Read(GraphObject graph, SafeTensorsReader tensors)
    {
        var kind = graph.Text("kind");
        if (kind != Kind)
        {
            throw ModelFileErrors.Unknown(graph.Place, $"it holds a '{kind}'.");
        }

        var target = graph.Text("target");
        var classes = graph.Texts("classes");
        if (classes.Count < 2 || classes.Zip(classes.Skip(1)).Any(pair => string.CompareOrdinal(pair.First, pair.Second) >= 0))
        {
            throw graph.Refuse("classes", "must be at least two different labels in ordinal order");
        }

        var columns = Columns(graph);
        var width = columns.Inputs.Count;
        var steps = new List<ITransformerModel>();
        foreach (var step in graph.Objects("steps"))
        {
            var model = StepGraph.Read<ITransformerModel>(step, StepName(steps.Count), tensors, width, classes.Count);
            width = model.OutputColumns;
            steps.Add(model);
        }

        var classifier = StepGraph.Read<IClassifierModel>(graph.Object("classifier"), "classifier", tensors, width, classes.Count);
        graph.End();
        return new ClassifierPipelineModel(target, classes, columns, steps, classifier);
    }

    private static NumericSelectorModel Columns(GraphObject graph)
    {
        var inputs = new List<InputColumn>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in graph.Objects("columns"))
        {
            var name = column.Text("name");
            var type = column.Text("type") switch
            {
                nameof(ColumnType.Double) => ColumnType.Double,
                nameof(ColumnType.Long) => ColumnType.Long,
                nameof(ColumnType.Boolean) => ColumnType.Boolean,
                _ => throw column.Refuse("type", "must be Double, Long or Boolean"),
            };
            column.End();
            inputs.Add(name.Length > 0 && names.Add(name) ? new InputColumn(name, type) : throw column.Refuse("name", "must be a name of its own"));
        }

        return inputs.Count > 0 ? new NumericSelectorModel([.. inputs]) : throw graph.Refuse("columns", "must name at least one column");
    }

    private static string StepName(int index) => string.Create(CultureInfo.InvariantCulture, $"steps.{index}");
}
