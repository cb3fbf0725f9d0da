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

    public OnnxColumns(OnnxGraph graph, IReadOnlyList<InputColumn> inputs, OnnxOptions options)
    {
        (_graph, _inputs) = (graph, inputs);
        var real = options.Precision == OnnxPrecision.Double ? OnnxType.Double : OnnxType.Float;
        if (options.Inputs == OnnxInputs.Columns)
        {
            _values = [.. inputs.Select(input => graph.Input(input.Name, TypeOf(input.Type, real), 1))];
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
                : _graph.Node("Gather", matrix, _graph.Integers([.. names.Select(name => (long)IndexOf(name))]), OnnxAttribute.Of("axis", 1));
        }

        OnnxValue[] columns = [.. names.Select(name => _graph.ToDouble(_values[IndexOf(name)]))];
        return columns.Length == 1 ? columns[0] : _graph.Node("Concat", columns, OnnxAttribute.Of("axis", 1));
    }

    /// <summary>A text column, [N, 1].</summary>
    public OnnxValue Text(string name) => _values[IndexOf(name)];

    private static OnnxType TypeOf(ColumnType type, OnnxType real) => type switch
    {
        ColumnType.Double => real,
        ColumnType.Long => OnnxType.Int64,
        ColumnType.Boolean => OnnxType.Boolean,
        _ => OnnxType.Text,
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
