using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Onnx;

/// <summary>The columns of a table as the inputs of a graph: one each, or slices of one matrix.</summary>
internal sealed class OnnxColumns
{
    private const string MatrixName = "float_input";

    private readonly OnnxGraph _graph;
    private readonly IReadOnlyList<InputColumn> _inputs;
    private readonly OnnxValue[] _values;
    private readonly OnnxValue? _matrix;

    public OnnxColumns(OnnxGraph graph, ITableEncoderModel encoder, OnnxOptions options)
    {
        var inputs = encoder.Inputs;
        (_graph, _inputs) = (graph, inputs);
        var real = options.Precision == OnnxPrecision.Double ? OnnxType.Double : OnnxType.Float;
        if (options.Inputs == OnnxInputs.Columns)
        {
            var nullable = EncodingExporters.MayBeNull(encoder).ToHashSet(StringComparer.Ordinal);
            _values = [.. inputs.Select(input => graph.Input(input.Name, TypeOf(input.Type, real, nullable.Contains(input.Name)), 1))];
            return;
        }

        if (inputs.FirstOrDefault(input => input.Type == ColumnType.String) is { Name: not null } text)
        {
            throw new ArgumentException(
                $"Column '{text.Name}' is text and a matrix holds numbers only; export with `{nameof(OnnxInputs)}.{nameof(OnnxInputs.Columns)}`.", nameof(options));
        }

        _values = [];
        _matrix = graph.ToDouble(graph.Input(MatrixName, real, inputs.Count));
    }

    /// <summary>Number columns side by side, as doubles [N, names]; a null is NaN.</summary>
    public OnnxValue Numbers(IReadOnlyList<string> names)
    {
        if (_matrix is { } matrix)
        {
            return names.SequenceEqual(_inputs.Select(input => input.Name))
                ? matrix
                : _graph.Select(matrix, [.. names.Select(IndexOf)]);
        }

        OnnxValue[] columns = [.. names.Select(name => _graph.ToDouble(_values[IndexOf(name)]))];
        return _graph.SideBySide(columns);
    }

    /// <summary>A text column, [N, 1].</summary>
    public OnnxValue Text(string name) => _values[IndexOf(name)];

    private static OnnxType TypeOf(ColumnType type, OnnxType real, bool nullable) => type switch
    {
        ColumnType.String => OnnxType.Text,
        ColumnType.Long when !nullable => OnnxType.Int64,
        ColumnType.Boolean when !nullable => OnnxType.Boolean,
        _ => real,
    };

    private int IndexOf(string name)
    {
        for (var i = 0; i < _inputs.Count; i++)
        {
            if (_inputs[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"The model reads no column '{name}'.", nameof(name));
    }
}
