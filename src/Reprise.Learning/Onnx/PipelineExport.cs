using System.Globalization;
using System.Text.Json;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Onnx;

/// <summary>A fitted pipeline as an ONNX ModelProto.</summary>
internal static class PipelineExport
{
    private const int IrVersion = 8, CoreOperators = 17, LearningOperators = 3;

    public static ReadOnlyMemory<byte> Write(ITabularModel model, OnnxOptions options)
    {
        var graph = new OnnxGraph();
        var metadata = new List<KeyValuePair<string, string>>();
        var real = options.Precision == OnnxPrecision.Double ? OnnxType.Double : OnnxType.Float;
        switch (model)
        {
            case ClassifierPipelineModel pipeline:
                metadata.Add(new("target", pipeline.Target));
                metadata.Add(new("classes", Json(pipeline.Classes)));
                var x = Features(graph, pipeline.Columns, pipeline.Steps, options);
                WriteClasses(graph, graph.Add(pipeline.Classifier, x), pipeline.Classes, real);
                break;
            case RegressorPipelineModel pipeline:
                metadata.Add(new("target", pipeline.Target));
                var variable = graph.Add(pipeline.Regressor, Features(graph, pipeline.Columns, pipeline.Steps, options));
                graph.Output("variable", graph.Cast(variable, real), real, 1);
                break;
            case ClustererPipelineModel pipeline:
                graph.Output("label", graph.Add(pipeline.Clusterer, Features(graph, pipeline.Columns, pipeline.Steps, options)), OnnxType.Int64, 0);
                break;
            default:
                throw new ArgumentException(
                    $"`{model.GetType().Name}` cannot be exported: only fitted pipelines (`{nameof(ClassifierPipeline)}`, `{nameof(RegressorPipeline)}`, `{nameof(ClustererPipeline)}`) have an ONNX form.",
                    nameof(model));
        }

        return ToModel(graph, metadata);
    }

    private static OnnxValue Features(OnnxGraph graph, ITableEncoderModel encoder, IReadOnlyList<ITransformerModel> steps, OnnxOptions options)
    {
        var x = graph.Add(encoder, new OnnxColumns(graph, encoder, options));
        return steps.Aggregate(x, (value, step) => graph.Add(step, value));
    }

    private static void WriteClasses(OnnxGraph graph, OnnxValue probabilities, IReadOnlyList<string> classes, OnnxType real)
    {
        var index = graph.ArgMax(probabilities);
        if (Numbers(classes) is { } numbers)
        {
            graph.Output("label", graph.Node("Gather", graph.Integers(numbers), index), OnnxType.Int64, 0);
        }
        else
        {
            graph.Output("label", graph.Node("Gather", graph.Texts(classes), index), OnnxType.Text, 0);
        }

        graph.Output("probabilities", graph.Cast(probabilities, real), real, classes.Count);
    }

    /// <summary>The classes as numbers when each is the way a whole number is written, else null.</summary>
    private static long[]? Numbers(IReadOnlyList<string> classes)
    {
        var numbers = new long[classes.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!long.TryParse(classes[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i])
                || numbers[i].ToString(CultureInfo.InvariantCulture) != classes[i])
            {
                return null;
            }
        }

        return numbers;
    }

    private static string Json(IReadOnlyList<string> values)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The ModelProto around a graph.</summary>
    internal static ReadOnlyMemory<byte> ToModel(OnnxGraph graph, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        var message = new ProtoWriter()
            .Integer(1, IrVersion)
            .Text(2, "Reprise")
            .Text(3, typeof(OnnxFile).Assembly.GetName().Version?.ToString(3) ?? "")
            .Message(8, new ProtoWriter().Text(1, "").Integer(2, CoreOperators))
            .Message(8, new ProtoWriter().Text(1, "ai.onnx.ml").Integer(2, LearningOperators))
            .Message(7, graph.ToMessage("reprise"));
        foreach (var (key, value) in metadata)
        {
            message.Message(14, new ProtoWriter().Text(1, key).Text(2, value));
        }

        return message.Bytes;
    }
}
