using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Reprise.Learning.Files;

/// <summary>Collects tensors and writes them as one safetensors file: header length, JSON header, data; the same input gives the same bytes.</summary>
internal sealed class SafeTensorsWriter
{
    private const int Alignment = 8;

    private readonly List<(string Name, TensorType Type, int[] Shape, byte[] Data)> _tensors = [];

    /// <summary>Adds a tensor of doubles.</summary>
    public void Add(string name, ReadOnlySpan<double> values, params int[] shape)
    {
        var data = new byte[values.Length * sizeof(double)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(i * sizeof(double)), values[i]);
        }

        _tensors.Add((name, TensorType.F64, shape, data));
    }

    /// <summary>Adds a tensor of integers.</summary>
    public void Add(string name, ReadOnlySpan<int> values, params int[] shape)
    {
        var data = new byte[values.Length * sizeof(int)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(i * sizeof(int)), values[i]);
        }

        _tensors.Add((name, TensorType.I32, shape, data));
    }

    /// <summary>Adds a tensor of integers of at least 0 in the smallest type that holds them all.</summary>
    public void AddCodes(string name, ReadOnlySpan<int> values, params int[] shape)
    {
        var greatest = 0;
        foreach (var value in values)
        {
            greatest = Math.Max(greatest, value);
        }

        if (greatest > ushort.MaxValue)
        {
            Add(name, values, shape);
            return;
        }

        var type = greatest > byte.MaxValue ? TensorType.U16 : TensorType.U8;
        var size = type == TensorType.U16 ? sizeof(ushort) : sizeof(byte);
        var data = new byte[values.Length * size];
        for (var i = 0; i < values.Length; i++)
        {
            if (type == TensorType.U16)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(i * sizeof(ushort)), (ushort)values[i]);
            }
            else
            {
                data[i] = (byte)values[i];
            }
        }

        _tensors.Add((name, type, shape, data));
    }

    /// <summary>Writes everything added so far, wider elements first so that each tensor is aligned.</summary>
    public void WriteTo(Stream stream, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var ordered = _tensors.OrderBy(tensor => tensor.Type).ToList();        // stable: F64, I32, U16, U8
        var header = Header(ordered, metadata);
        var padded = (header.Length + Alignment - 1) / Alignment * Alignment;
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)padded);
        stream.Write(length);
        stream.Write(header);
        for (var i = header.Length; i < padded; i++)
        {
            stream.WriteByte((byte)' ');
        }

        foreach (var (_, _, _, data) in ordered)
        {
            stream.Write(data);
        }
    }

    private static ReadOnlySpan<byte> Header(
        List<(string Name, TensorType Type, int[] Shape, byte[] Data)> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject("__metadata__");
        foreach (var (key, value) in metadata)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        var offset = 0L;
        foreach (var (name, type, shape, data) in tensors)
        {
            json.WriteStartObject(name);
            json.WriteString("dtype", type.ToString());
            json.WriteStartArray("shape");
            foreach (var dimension in shape)
            {
                json.WriteNumberValue(dimension);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += data.Length);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }
}
