using System.Globalization;

namespace Reprise.Learning.Onnx;

/// <summary>An ONNX graph being built: inputs, then nodes in order of computation, then outputs.</summary>
internal sealed class OnnxGraph(string prefix = "")
{
    private const string MachineLearning = "ai.onnx.ml";

    private readonly ProtoWriter _nodes = new();
    private readonly ProtoWriter _constants = new();
    private readonly ProtoWriter _inputs = new();
    private readonly ProtoWriter _outputs = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _last;
    private int _bodies;

    /// <summary>A graph for the body of a control-flow operator, whose names are none of this one's.</summary>
    public OnnxGraph Body() => new(string.Create(CultureInfo.InvariantCulture, $"{prefix}body{_bodies++}/"));

    /// <summary>Adds an input of a body, of any shape.</summary>
    public OnnxValue Input(string name, OnnxType type) => BodyInput(name, type, shape: null);

    /// <summary>Adds an input of a body without dimensions.</summary>
    public OnnxValue ScalarInput(string name, OnnxType type) => BodyInput(name, type, new ProtoWriter());

    /// <summary>Names a value as an output of a body.</summary>
    public void Output(string name, OnnxValue value, OnnxType type)
    {
        name = prefix + name;
        Take(name);
        Append("Identity", "", [value], [name], []);
        _outputs.Message(GraphField.Output, ValueInfo(name, type, shape: null));
    }

    /// <summary>Adds an input of shape [N, <paramref name="width"/>].</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public OnnxValue Input(string name, OnnxType type, int width)
    {
        Take(name);
        _inputs.Message(GraphField.Input, ValueInfo(name, type, Shape(width)));
        return new OnnxValue(name);
    }

    /// <summary>Names a value as an output: of shape [N, <paramref name="width"/>], or [N] when it is 0.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Output(string name, OnnxValue value, OnnxType type, int width)
    {
        Take(name);
        Append("Identity", "", [value], [name], []);
        _outputs.Message(GraphField.Output, ValueInfo(name, type, Shape(width)));
    }

    /// <summary>A constant; without a shape, a vector.</summary>
    public OnnxValue Doubles(ReadOnlySpan<double> values, params ReadOnlySpan<long> shape)
    {
        var name = NewName();
        _constants.Message(GraphField.Initializer, OnnxTensors.Of(name, values, shape.Length > 0 ? shape : [values.Length]));
        return new OnnxValue(name);
    }

    /// <summary>A constant without dimensions.</summary>
    public OnnxValue Scalar(double value)
    {
        var name = NewName();
        _constants.Message(GraphField.Initializer, OnnxTensors.Of(name, [value], []));
        return new OnnxValue(name);
    }

    /// <summary>A constant vector.</summary>
    public OnnxValue Integers(params ReadOnlySpan<long> values)
    {
        var name = NewName();
        _constants.Message(GraphField.Initializer, OnnxTensors.Of(name, values, [values.Length]));
        return new OnnxValue(name);
    }

    /// <summary>A constant vector.</summary>
    public OnnxValue Texts(IReadOnlyList<string> values)
    {
        var name = NewName();
        _constants.Message(GraphField.Initializer, OnnxTensors.Of(name, values, [values.Count]));
        return new OnnxValue(name);
    }

    /// <summary>A constant without dimensions.</summary>
    public OnnxValue Integer(long value)
    {
        var name = NewName();
        _constants.Message(GraphField.Initializer, OnnxTensors.Of(name, [value], []));
        return new OnnxValue(name);
    }

    /// <summary>Adds a node with one input.</summary>
    public OnnxValue Node(string op, OnnxValue x, params ReadOnlySpan<OnnxAttribute> attributes) => Node(op, [x], attributes);

    /// <summary>Adds a node with two inputs.</summary>
    public OnnxValue Node(string op, OnnxValue x, OnnxValue y, params ReadOnlySpan<OnnxAttribute> attributes) => Node(op, [x, y], attributes);

    /// <summary>Adds a node with any number of inputs.</summary>
    public OnnxValue Node(string op, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<OnnxAttribute> attributes) =>
        Append(op, "", inputs, [NewName()], attributes)[0];

    /// <summary>Adds a node with several results.</summary>
    public OnnxValue[] Nodes(string op, ReadOnlySpan<OnnxValue> inputs, int results, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var names = new string[results];
        for (var i = 0; i < results; i++)
        {
            names[i] = NewName();
        }

        return Append(op, "", inputs, names, attributes);
    }

    /// <summary>Adds a node of the machine-learning operators.</summary>
    public OnnxValue LearningNode(string op, OnnxValue x, params ReadOnlySpan<OnnxAttribute> attributes) =>
        Append(op, MachineLearning, [x], [NewName()], attributes)[0];

    /// <summary>The GraphProto.</summary>
    public ProtoWriter ToMessage(string name) =>
        new ProtoWriter().Append(_nodes).Text(GraphField.Name, name).Append(_constants).Append(_inputs).Append(_outputs);

    private OnnxValue BodyInput(string name, OnnxType type, ProtoWriter? shape)
    {
        name = prefix + name;
        Take(name);
        _inputs.Message(GraphField.Input, ValueInfo(name, type, shape));
        return new OnnxValue(name);
    }

    private static ProtoWriter Shape(int width)
    {
        var shape = new ProtoWriter().Message(1, new ProtoWriter().Text(2, "N"));
        return width > 0 ? shape.Message(1, new ProtoWriter().Integer(1, width)) : shape;
    }

    private static ProtoWriter ValueInfo(string name, OnnxType type, ProtoWriter? shape)
    {
        var tensor = new ProtoWriter().Integer(1, (int)type);
        if (shape is not null)
        {
            tensor.Message(2, shape);
        }

        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor));
    }

    private OnnxValue[] Append(string op, string domain, ReadOnlySpan<OnnxValue> inputs, string[] outputs, ReadOnlySpan<OnnxAttribute> attributes)
    {
        var node = new ProtoWriter();
        foreach (var input in inputs)
        {
            node.Text(1, input.Name);
        }

        foreach (var output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(3, outputs[0]).Text(4, op);
        foreach (var attribute in attributes)
        {
            node.Message(5, attribute.Message);
        }

        if (domain.Length > 0)
        {
            node.Text(7, domain);
        }

        _nodes.Message(GraphField.Node, node);
        return Array.ConvertAll(outputs, output => new OnnxValue(output));
    }

    private void Take(string name)
    {
        if (!_names.Add(name))
        {
            throw new ArgumentException($"A column of the model is called '{name}', which is the name of an output; rename it, or export with `{nameof(OnnxInputs)}.{nameof(OnnxInputs.Matrix)}`.");
        }
    }

    private string NewName()
    {
        string name;
        do
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{prefix}t{_last++}");
        }
        while (!_names.Add(name));
        return name;
    }

    private static class GraphField
    {
        public const int Node = 1, Name = 2, Initializer = 5, Input = 11, Output = 12;
    }
}
