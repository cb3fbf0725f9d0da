namespace Reprise.Learning.Onnx;

/// <summary>An attribute of a node (AttributeProto).</summary>
internal sealed class OnnxAttribute
{
    private const int NameField = 1, Float = 2, Int = 3, String = 4, Tensor = 5, Graph = 6, IntList = 8, StringList = 9, TypeField = 20;
    private const int FloatType = 1, IntType = 2, StringType = 3, TensorType = 4, GraphType = 5, IntListType = 7, StringListType = 8;

    private OnnxAttribute(ProtoWriter message) => Message = message;

    /// <summary>The message.</summary>
    public ProtoWriter Message { get; }

    public static OnnxAttribute Of(string name, float value) => new(Header(name, FloatType).Single(Float, value));

    public static OnnxAttribute Of(string name, long value) => new(Header(name, IntType).Integer(Int, value));

    public static OnnxAttribute Of(string name, string value) => new(Header(name, StringType).Text(String, value));

    public static OnnxAttribute List(string name, params ReadOnlySpan<long> values) => new(Header(name, IntListType).Integers(IntList, values));

    public static OnnxAttribute Of(string name, IReadOnlyList<string> values)
    {
        var attribute = Header(name, StringListType);
        foreach (var value in values)
        {
            attribute.Text(StringList, value);
        }

        return new OnnxAttribute(attribute);
    }

    /// <summary>The body of a control-flow operator.</summary>
    public static OnnxAttribute Of(string name, OnnxGraph body) => new(Header(name, GraphType).Message(Graph, body.ToMessage(name)));

    /// <summary>A tensor of doubles with one dimension.</summary>
    public static OnnxAttribute Of(string name, ReadOnlySpan<double> values) =>
        new(Header(name, TensorType).Message(Tensor, OnnxTensors.Of(name, values, [values.Length])));

    private static ProtoWriter Header(string name, int type) => new ProtoWriter().Text(NameField, name).Integer(TypeField, type);
}
