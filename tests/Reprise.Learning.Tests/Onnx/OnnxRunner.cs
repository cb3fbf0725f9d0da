using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Onnx;
using Reprise.Learning.Pipelines;
using Reprise.Native.OnnxRuntime;

namespace Reprise.Learning.Tests.Onnx;

/// <summary>Exports models and steps and runs them in the real ONNX Runtime.</summary>
internal static class OnnxRunner
{
    private const string Step = "step";

    /// <summary>The outputs of an exported model for the rows of a table.</summary>
    public static IReadOnlyDictionary<string, OnnxTensor> Run(ITabularModel model, Table rows, OnnxOptions? options = null)
    {
        options ??= new OnnxOptions();
        using var session = new OnnxSession(Bytes(model, options));
        var real = options.Precision;
        if (options.Inputs == OnnxInputs.Columns)
        {
            return session.Run(Inputs(Encoder(model), rows, real));
        }

        var values = new double[rows.RowCount * model.Inputs.Count];
        for (var row = 0; row < rows.RowCount; row++)
        {
            for (var i = 0; i < model.Inputs.Count; i++)
            {
                values[(row * model.Inputs.Count) + i] = rows[model.Inputs[i].Name].NumberAt(row);
            }
        }

        return session.Run(new Dictionary<string, OnnxTensor> { ["float_input"] = Real(values, model.Inputs.Count, real) });
    }

    /// <summary>What the exporter of one fitted step gives for rows of doubles.</summary>
    public static OnnxTensor Run(object step, Matrix x, int outputColumns)
    {
        var graph = new OnnxGraph();
        var result = graph.Add(step, graph.Input("x", OnnxType.Double, x.Columns));
        graph.Output(Step, result, outputColumns == 0 ? OnnxType.Int64 : OnnxType.Double, outputColumns);
        using var session = new OnnxSession(PipelineExport.ToModel(graph, []).Span);
        return session.Run(new Dictionary<string, OnnxTensor> { ["x"] = OnnxTensor.Of(x.Values.ToArray(), x.Rows, x.Columns) })[Step];
    }

    /// <summary>What the exporter of a table encoder gives for the rows of a table.</summary>
    public static OnnxTensor Run(ITableEncoderModel encoder, Table rows)
    {
        var graph = new OnnxGraph();
        var result = graph.Add(encoder, new OnnxColumns(graph, encoder, new OnnxOptions()));
        graph.Output(Step, result, OnnxType.Double, encoder.FeatureNames.Count);
        using var session = new OnnxSession(PipelineExport.ToModel(graph, []).Span);
        return session.Run(Inputs(encoder, rows, OnnxPrecision.Float))[Step];
    }

    public static byte[] Bytes(ITabularModel model, OnnxOptions? options = null)
    {
        using var stream = new MemoryStream();
        OnnxFile.Write(model, stream, options);
        return stream.ToArray();
    }

    /// <summary>Asserts that values agree within 1e-5, absolute below 1 and relative above.</summary>
    public static void Agree(ReadOnlySpan<double> expected, OnnxTensor actual, double tolerance = 1e-5)
    {
        var values = actual.Type == OnnxElementType.Float ? Array.ConvertAll(actual.ToArray<float>(), value => (double)value) : actual.ToArray<double>();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - values[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])) || (double.IsNaN(expected[i]) && double.IsNaN(values[i])),
                $"Value {i}: {expected[i]:R} here, {values[i]:R} in ONNX Runtime.");
        }
    }

    private static ITableEncoderModel Encoder(ITabularModel model) => model switch
    {
        ClassifierPipelineModel pipeline => pipeline.Columns,
        RegressorPipelineModel pipeline => pipeline.Columns,
        ClustererPipelineModel pipeline => pipeline.Columns,
        _ => throw new ArgumentException($"{model.GetType().Name} is no pipeline.", nameof(model)),
    };

    private static Dictionary<string, OnnxTensor> Inputs(ITableEncoderModel encoder, Table rows, OnnxPrecision precision)
    {
        var nullable = EncodingExporters.MayBeNull(encoder).ToHashSet();
        return encoder.Inputs.ToDictionary(input => input.Name, input => Tensor(rows[input.Name], input.Type, nullable.Contains(input.Name), precision));
    }

    private static OnnxTensor Tensor(Column column, ColumnType type, bool nullable, OnnxPrecision precision)
    {
        var rows = Enumerable.Range(0, column.Length);
        return type switch
        {
            ColumnType.String => OnnxTensor.Of([.. rows.Select(row => column.TextAt(row) ?? "")], column.Length, 1),
            ColumnType.Long when !nullable => OnnxTensor.Of([.. rows.Select(row => (long)column.NumberAt(row))], column.Length, 1),
            ColumnType.Boolean when !nullable => OnnxTensor.Of([.. rows.Select(row => column.NumberAt(row) != 0)], column.Length, 1),
            _ => Real([.. rows.Select(column.NumberAt)], 1, precision),
        };
    }

    private static OnnxTensor Real(double[] values, int columns, OnnxPrecision precision) =>
        precision == OnnxPrecision.Double
            ? OnnxTensor.Of(values, values.Length / columns, columns)
            : OnnxTensor.Of(Array.ConvertAll(values, value => (float)value), values.Length / columns, columns);
}
