using System.Buffers.Binary;
using System.Text;

namespace Reprise.Learning.Onnx;

/// <summary>TensorProto messages: constants of a graph and tensors in attributes.</summary>
internal static class OnnxTensors
{
    private const int Dims = 1, DataType = 2, StringData = 6, Name = 8, RawData = 9;

    public static ProtoWriter Of(string name, ReadOnlySpan<double> values, ReadOnlySpan<long> shape)
    {
        var bytes = new byte[values.Length * sizeof(double)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        }

        return Header(name, OnnxType.Double, shape).Block(RawData, bytes);
    }

    public static ProtoWriter Of(string name, ReadOnlySpan<long> values, ReadOnlySpan<long> shape)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        return Header(name, OnnxType.Int64, shape).Block(RawData, bytes);
    }

    public static ProtoWriter Of(string name, IReadOnlyList<string> values, ReadOnlySpan<long> shape)
    {
        var tensor = Header(name, OnnxType.Text, shape);
        foreach (var value in values)
        {
            tensor.Block(StringData, Encoding.UTF8.GetBytes(value));
        }

        return tensor;
    }

    private static ProtoWriter Header(string name, OnnxType type, ReadOnlySpan<long> shape)
    {
        var tensor = new ProtoWriter();
        if (shape.Length > 0)
        {
            tensor.Integers(Dims, shape);
        }

        return tensor.Integer(DataType, (int)type).Text(Name, name);
    }
}
