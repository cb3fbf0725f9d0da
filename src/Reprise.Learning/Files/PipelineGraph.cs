using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Files;

/// <summary>A fitted pipeline as the JSON graph of a model file.</summary>
internal static class PipelineGraph
{
    /// <summary>Levels of objects and lists in each other; a step within a step takes two.</summary>
    public const int MaxDepth = 16;

    private const int MaxSteps = 100;
    private const string ClassifierKind = "classifier-pipeline";
    private const string RegressorKind = "regressor-pipeline";
    private const string ClustererKind = "clusterer-pipeline";

    /// <summary>Writes a model's graph as JSON and its arrays as tensors.</summary>
    /// <exception cref="ArgumentException">The model or a step has no file form, or steps are nested deeper than can be read.</exception>
    public static string Write(ITabularModel model, SafeTensorsWriter tensors)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var graph = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = MaxDepth });
        try
        {
            WriteModel(model, graph, tensors);
        }
        catch (InvalidOperationException tooDeep) when (graph.CurrentDepth >= MaxDepth)
        {
            graph.Reset();
            throw new ArgumentException(
                $"The model cannot be saved: its steps are nested deeper than {MaxDepth} levels of a model file, of which each ensemble around another takes two. Nest fewer ensembles.",
                nameof(model),
                tooDeep);
        }

        graph.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteModel(ITabularModel model, Utf8JsonWriter graph, SafeTensorsWriter tensors)
    {
        graph.WriteStartObject();
        switch (model)
        {
            case ClassifierPipelineModel pipeline:
                graph.WriteString("kind", ClassifierKind);
                graph.WriteString("target", pipeline.Target);
                graph.WriteStartArray("classes");
                foreach (var label in pipeline.Classes)
                {
                    graph.WriteStringValue(label);
                }

                graph.WriteEndArray();
                WriteSteps(pipeline.Columns, pipeline.Steps, graph, tensors);
                WriteLast("classifier", pipeline.Classifier, graph, tensors);
                break;
            case RegressorPipelineModel pipeline:
                graph.WriteString("kind", RegressorKind);
                graph.WriteString("target", pipeline.Target);
                WriteSteps(pipeline.Columns, pipeline.Steps, graph, tensors);
                WriteLast("regressor", pipeline.Regressor, graph, tensors);
                break;
            case ClustererPipelineModel pipeline:
                graph.WriteString("kind", ClustererKind);
                WriteSteps(pipeline.Columns, pipeline.Steps, graph, tensors);
                WriteLast("clusterer", pipeline.Clusterer, graph, tensors);
                break;
            default:
                throw new ArgumentException(
                    $"`{model.GetType().Name}` cannot be saved: only fitted pipelines (`{nameof(ClassifierPipeline)}`, `{nameof(RegressorPipeline)}`, `{nameof(ClustererPipeline)}`) have a file form.",
                    nameof(model));
        }

        graph.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; <see cref="ModelFile"/> has checked the file around it.</summary>
    public static ITabularModel Read(GraphObject graph, SafeTensorsReader tensors)
    {
        var kind = graph.Text("kind");
        ITabularModel model = kind switch
        {
            ClassifierKind => ReadClassifier(graph, tensors),
            RegressorKind => ReadRegressor(graph, tensors),
            ClustererKind => ReadClusterer(graph, tensors),
            _ => throw ModelFileErrors.Unknown(graph.Place, $"it holds a '{kind}'."),
        };
        graph.End();
        return model;
    }

    private static ClassifierPipelineModel ReadClassifier(GraphObject graph, SafeTensorsReader tensors)
    {
        var target = graph.Text("target");
        var classes = graph.Texts("classes");
        if (classes.Count < 2 || classes.Zip(classes.Skip(1)).Any(pair => string.CompareOrdinal(pair.First, pair.Second) >= 0))
        {
            throw graph.Refuse("classes", "must be at least two different labels in ordinal order");
        }

        var (steps, width) = ReadSteps(graph, tensors, classes.Count);
        return new ClassifierPipelineModel(
            target, classes, steps, StepGraph.Read<IClassifierModel>(graph.Object("classifier"), "classifier", tensors, width, classes.Count));
    }

    private static RegressorPipelineModel ReadRegressor(GraphObject graph, SafeTensorsReader tensors)
    {
        var target = graph.Text("target");
        var (steps, width) = ReadSteps(graph, tensors, classes: 0);
        return new RegressorPipelineModel(target, steps, StepGraph.Read<IRegressorModel>(graph.Object("regressor"), "regressor", tensors, width, classes: 0));
    }

    private static ClustererPipelineModel ReadClusterer(GraphObject graph, SafeTensorsReader tensors)
    {
        var (steps, width) = ReadSteps(graph, tensors, classes: 0);
        return new ClustererPipelineModel(steps, StepGraph.Read<IClustererModel>(graph.Object("clusterer"), "clusterer", tensors, width, classes: 0));
    }

    /// <summary>A list of columns stands for a numeric selector that lets nothing missing through; any other encoder is an object.</summary>
    private static void WriteSteps(ITableEncoderModel columns, IReadOnlyList<ITransformerModel> steps, Utf8JsonWriter graph, SafeTensorsWriter tensors)
    {
        if (columns is NumericSelectorModel { AllowMissing: false } selector)
        {
            InputColumnsGraph.Write("columns", selector.Inputs, graph);
        }
        else
        {
            WriteLast("columns", columns, graph, tensors);
        }

        if (steps.Count > MaxSteps)
        {
            throw new ArgumentException($"A pipeline of {steps.Count} steps cannot be saved; a model file holds at most {MaxSteps}.", nameof(steps));
        }

        graph.WriteStartArray("steps");
        for (var i = 0; i < steps.Count; i++)
        {
            StepGraph.Write(steps[i], StepName(i), graph, tensors);
        }

        graph.WriteEndArray();
    }

    private static (FittedSteps Steps, int Width) ReadSteps(GraphObject graph, SafeTensorsReader tensors, int classes)
    {
        ITableEncoderModel columns = graph.IsObject("columns")
            ? StepGraph.Read<ITableEncoderModel>(graph.Object("columns"), "columns", tensors, columns: 0, classes)
            : new NumericSelectorModel(InputColumnsGraph.Read("columns", graph, allowText: false));
        var width = columns.FeatureNames.Count;
        var steps = new List<ITransformerModel>();
        foreach (var step in graph.Objects("steps"))
        {
            if (steps.Count == MaxSteps)
            {
                throw graph.Refuse("steps", $"must be at most {MaxSteps}");
            }

            var model = StepGraph.Read<ITransformerModel>(step, StepName(steps.Count), tensors, width, classes);
            width = model.OutputColumns;
            steps.Add(model);
        }

        return (new FittedSteps(columns, steps), width);
    }

    private static void WriteLast(string name, object step, Utf8JsonWriter graph, SafeTensorsWriter tensors)
    {
        graph.WritePropertyName(name);
        StepGraph.Write(step, name, graph, tensors);
    }

    private static string StepName(int index) => string.Create(CultureInfo.InvariantCulture, $"steps.{index}");
}
