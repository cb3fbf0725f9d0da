using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Files;

/// <summary>Fitted models as one safetensors file: arrays as tensors, the rest as JSON in its metadata. Nothing in it is executed on load.</summary>
/// <remarks>
/// The metadata has <c>format</c> (<c>reprise.model</c>), <c>version</c> and <c>graph</c>. The same model gives the same bytes. The reader takes files
/// from strangers: it checks every size, name, shape and tree before use, and refuses with one message.
/// </remarks>
public static class ModelFile
{
    private const string Format = "reprise.model";
    private const string Version = "1";
    private const string ClassifierKind = "classifier-pipeline";

    /// <summary>Writes a model; the file appears whole or not at all.</summary>
    /// <exception cref="ArgumentException">The model, or a step of it, is of a type that has no file form.</exception>
    public static void Save(ITabularClassifier model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tensors = new SafeTensorsWriter();
        var graph = Graph(model, tensors);
        AtomicFile.Write(
            path,
            stream => tensors.WriteTo(
                stream, [new("format", Format), new("version", Version), new("graph", Encoding.UTF8.GetString(graph.WrittenSpan))]));
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="RepriseException">The file is missing, damaged, not a model, or of a version or with a step this version does not know.</exception>
    public static ITabularClassifier Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no model file '{path}'.");
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return Read(stream, path);
    }

    /// <summary>Reads a model from a seekable stream; <paramref name="place"/> names it in messages.</summary>
    /// <exception cref="RepriseException">The bytes are damaged, not a model, or of a version or with a step this version does not know.</exception>
    public static ITabularClassifier Read(Stream stream, string place)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(place);
        var tensors = SafeTensorsReader.Read(stream, place);
        if (tensors.Metadata.GetValueOrDefault("format") is var format && format != Format)
        {
            throw ModelFileErrors.Corrupt(place, $"its format is '{format}' and must be '{Format}'.");
        }

        if (tensors.Metadata.GetValueOrDefault("version") is var version && version != Version)
        {
            throw ModelFileErrors.Unknown(place, $"its version is '{version}' and '{Version}' is known.");
        }

        try
        {
            using var document = JsonDocument.Parse(
                tensors.Metadata.GetValueOrDefault("graph") ?? "", new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 });
            var model = Build(new GraphObject(document.RootElement, place, "$"), tensors);
            return tensors.Remaining.FirstOrDefault() is { } left
                ? throw ModelFileErrors.Corrupt(place, $"nothing in its graph uses tensor '{left}'.")
                : model;
        }
        catch (JsonException e)
        {
            throw ModelFileErrors.Corrupt(place, $"its graph is not JSON ({e.Message.TrimEnd('.')}).");
        }
    }

    private static ArrayBufferWriter<byte> Graph(ITabularClassifier model, SafeTensorsWriter tensors)
    {
        if (model is not ClassifierPipelineModel pipeline)
        {
            throw new ArgumentException($"`{model.GetType().Name}` cannot be saved: only a fitted `{nameof(ClassifierPipeline)}` has a file form.", nameof(model));
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var graph = new Utf8JsonWriter(buffer);
        graph.WriteStartObject();
        graph.WriteString("kind", ClassifierKind);
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
            WriteStep(pipeline.Steps[i], StepName(i), graph, tensors);
        }

        graph.WriteEndArray();
        graph.WritePropertyName("classifier");
        WriteStep(pipeline.Classifier, "classifier", graph, tensors);
        graph.WriteEndObject();
        graph.Flush();
        return buffer;
    }

    private static void WriteStep(object step, string prefix, Utf8JsonWriter graph, SafeTensorsWriter tensors)
    {
        var codec = StepCodecs.Of(step);
        graph.WriteStartObject();
        graph.WriteString("type", codec.Name);
        codec.Write(step, new StepWriter(prefix, graph, tensors));
        graph.WriteEndObject();
    }

    private static ClassifierPipelineModel Build(GraphObject graph, SafeTensorsReader tensors)
    {
        var kind = graph.Text("kind");
        if (kind != ClassifierKind)
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
            var model = ReadStep<ITransformerModel>(step, StepName(steps.Count), tensors, width, classes.Count);
            width = model.OutputColumns;
            steps.Add(model);
        }

        var classifier = ReadStep<IClassifierModel>(graph.Object("classifier"), "classifier", tensors, width, classes.Count);
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

    private static T ReadStep<T>(GraphObject graph, string prefix, SafeTensorsReader tensors, int columns, int classes)
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

    private static string StepName(int index) => string.Create(CultureInfo.InvariantCulture, $"steps.{index}");
}
