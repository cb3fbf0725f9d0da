using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Columns;
using Reprise.Learning.Preprocessing.Encoding;
using Reprise.Learning.Preprocessing.Imputation;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of imputation and of encoders of table columns.</summary>
/// <remarks>A null is NaN in a number column and the empty text in a text column, where that is no category. What an encoder refuses becomes NaN.</remarks>
internal static class EncodingExporters
{
    private const int NullRow = 0, UnknownRow = 1, FirstRow = 2;

    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<SimpleImputerModel>(Imputer),
        OnnxExporter.For<MissingIndicatorModel>((_, graph, x) => graph.ToDouble(graph.Node("IsNaN", x))),
    ];

    public static readonly OnnxEncoder[] Encoders =
    [
        OnnxEncoder.For<NumericSelectorModel>((encoder, _, columns) => columns.Numbers(encoder.FeatureNames)),
        OnnxEncoder.For<OneHotEncoderModel>((encoder, graph, columns) =>
            graph.SideBySide([.. encoder.Columns.Where(column => column.Width > 0).Select(column => OneHot(column, graph, columns))])),
        OnnxEncoder.For<OrdinalEncoderModel>((encoder, graph, columns) =>
            graph.SideBySide([.. encoder.Columns.Select(column => Ordinal(column, graph, columns))])),
        OnnxEncoder.For<ColumnTransformerModel>((encoder, graph, columns) => graph.SideBySide(
        [
            .. encoder.Blocks.Select(block => block.Steps.Aggregate(graph.Add(block.Encoder, columns), (x, step) => graph.Add(step, x))),
        ])),
    ];

    /// <summary>Names of columns in which nulls mean something; whole numbers and booleans among them are sent as real numbers, which have NaN.</summary>
    public static IEnumerable<string> MayBeNull(ITableEncoderModel encoder) => encoder switch
    {
        NumericSelectorModel { AllowMissing: true } selector => selector.FeatureNames,
        OneHotEncoderModel oneHot => oneHot.Columns.Where(column => column.HasNull).Select(column => column.Index.Input.Name),
        OrdinalEncoderModel ordinal => ordinal.Columns.Where(column => column.HasNull || column.Nulls == NullEncoding.Missing).Select(column => column.Index.Input.Name),
        ColumnTransformerModel transformer => transformer.Blocks.SelectMany(block => MayBeNull(block.Encoder)),
        _ => [],
    };

    private static OnnxValue Imputer(SimpleImputerModel model, OnnxGraph graph, OnnxValue x)
    {
        var missing = graph.Node("IsNaN", x);
        var filled = graph.Where(missing, graph.Doubles(model.Fills), x);
        if (model.Indicated.Length == 0)
        {
            return filled;
        }

        return graph.SideBySide([filled, graph.ToDouble(graph.Select(missing, model.Indicated))]);
    }

    private static OnnxValue OneHot(OneHotColumn column, OnnxGraph graph, OnnxColumns columns)
    {
        var table = new Matrix(FirstRow + column.Index.Categories.Length, column.Width);
        for (var i = 0; i < column.Index.Categories.Length; i++)
        {
            Set(table, FirstRow + i, column.Groups[i]);
        }

        var unknown = column.Unknown == UnknownCategory.Infrequent ? column.Infrequent : OneHotColumn.None;
        Set(table, UnknownRow, unknown);
        Set(table, NullRow, column.HasNull ? column.Groups[^1] : unknown);
        Refuse(table, UnknownRow, column.Unknown == UnknownCategory.Refuse);
        Refuse(table, NullRow, !column.HasNull && (column.Unknown == UnknownCategory.Refuse || column.Nulls == NullEncoding.Refuse));
        return Rows(table, column.Index, graph, columns);
    }

    private static OnnxValue Ordinal(OrdinalColumn column, OnnxGraph graph, OnnxColumns columns)
    {
        var count = column.Index.Categories.Length;
        var table = new Matrix(FirstRow + count, 1);
        for (var i = 0; i < count; i++)
        {
            table[FirstRow + i, 0] = i;
        }

        table[UnknownRow, 0] = column.Unknown == UnknownOrdinal.Value ? column.UnknownValue : double.NaN;
        table[NullRow, 0] = column.HasNull ? count : column.Nulls == NullEncoding.Category ? table[UnknownRow, 0] : double.NaN;
        return Rows(table, column.Index, graph, columns);
    }

    private static void Set(Matrix table, int row, int column)
    {
        if (column != OneHotColumn.None)
        {
            table[row, column] = 1;
        }
    }

    private static void Refuse(Matrix table, int row, bool refused)
    {
        if (refused)
        {
            table.Row(row).Fill(double.NaN);
        }
    }

    /// <summary>Per cell the table's row of its category.</summary>
    private static OnnxValue Rows(Matrix table, CategoryIndex index, OnnxGraph graph, OnnxColumns columns)
    {
        var row = index.Input.Type == ColumnType.String ? RowOfText(index, graph, columns) : RowOfNumber(index, graph, columns);
        return graph.Node("Gather", graph.Doubles(table.Values, table.Rows, table.Columns), graph.Node("Squeeze", row, graph.Integers(1)));
    }

    private static OnnxValue RowOfText(CategoryIndex index, OnnxGraph graph, OnnxColumns columns)
    {
        string[] keys = [.. index.Categories, .. index.Categories.Contains("") ? (string[])[] : [""]];
        long[] rows = [.. keys.Select((_, i) => i < index.Categories.Length ? FirstRow + i : (long)NullRow)];
        return graph.LearningNode(
            "LabelEncoder",
            columns.Text(index.Input.Name),
            OnnxAttribute.Of("keys_strings", keys),
            OnnxAttribute.List("values_int64s", rows),
            OnnxAttribute.Of("default_int64", UnknownRow));
    }

    /// <summary>1 + Σ (i + 1) · [x = category i], and 0 for NaN.</summary>
    private static OnnxValue RowOfNumber(CategoryIndex index, OnnxGraph graph, OnnxColumns columns)
    {
        var x = columns.Numbers([index.Input.Name]);
        double[] values = [.. index.Numbers()];
        double[] places = [.. values.Select((_, i) => i + 1.0)];
        var equal = graph.ToDouble(graph.Node("Equal", x, graph.Doubles(values)));
        var row = graph.Node("Add", graph.Node("MatMul", equal, graph.Doubles(places, places.Length, 1)), graph.Scalar(UnknownRow));
        return graph.Cast(graph.Where(graph.Node("IsNaN", x), graph.Scalar(NullRow), row), OnnxType.Int64);
    }
}
