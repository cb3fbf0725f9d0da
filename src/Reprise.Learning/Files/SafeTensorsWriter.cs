using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Reprise.Learning.Files;

/// <summary>Collects tensors and writes them as one safetensors file: header length, JSON header, data; the same input gives the same bytes.</summary>
internal sealed class SafeTensorsWriter
{
    private const int Alignment = 8;
    private const int Chunk = 1 << 16;

    private readonly List<(string Name, TensorType Type, int[] Shape, Array Values)> _tensors = [];

    /// <summary>Adds a tensor of doubles.</summary>
    public void Add(string name, ReadOnlySpan<double> values, params int[] shape) => _tensors.Add((name, TensorType.F64, shape, values.ToArray()));

    /// <summary>Adds a tensor of integers.</summary>
    public void Add(string name, ReadOnlySpan<int> values, params int[] shape) => _tensors.Add((name, TensorType.I32, shape, values.ToArray()));

    /// <summary>Adds a tensor of integers of at least 0 in the smallest type that holds them all.</summary>
    public void AddCodes(string name, ReadOnlySpan<int> values, params int[] shape)
    {
        var greatest = 0;
        foreach (var value in values)
        {
            greatest = Math.Max(greatest, value);
        }

        switch (greatest)
        {
            case > ushort.MaxValue:
                Add(name, values, shape);
                break;
            case > byte.MaxValue:
                var words = new ushort[values.Length];
                for (var i = 0; i < words.Length; i++)
                {
                    words[i] = (ushort)values[i];
                }

                _tensors.Add((name, TensorType.U16, shape, words));
                break;
            default:
                var bytes = new byte[values.Length];
                for (var i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = (byte)values[i];
                }

                _tensors.Add((name, TensorType.U8, shape, bytes));
                break;
        }
    }

    /// <summary>Writes everything added so far, wider elements first so that each tensor is aligned. The data may be larger than 2 GiB.</summary>
    /// <exception cref="ArgumentException">The header is longer than a reader takes; nothing is written.</exception>
    public void WriteTo(Stream stream, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var ordered = _tensors.OrderBy(tensor => tensor.Type).ToList();        // stable: F64, I32, U16, U8
        var header = Header(ordered, metadata);
        var padded = (header.Length + Alignment - 1) / Alignment * Alignment;
        if (padded > SafeTensorsReader.MaxHeaderBytes)
        {
            throw new ArgumentException(
                $"The model cannot be saved: names of its columns, classes and tensors make a header of {padded} bytes, and a model file's has at most {SafeTensorsReader.MaxHeaderBytes}. "
                + "Use fewer or shorter column names, or fewer members of ensembles.");
        }

        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)padded);
        stream.Write(length);
        stream.Write(header);
        for (var i = header.Length; i < padded; i++)
        {
            stream.WriteByte((byte)' ');
        }

        foreach (var (_, _, _, values) in ordered)
        {
            switch (values)
            {
                case double[] doubles:
                    Write<double>(stream, doubles);
                    break;
                case int[] integers:
                    Write<int>(stream, integers);
                    break;
                case ushort[] words:
                    Write<ushort>(stream, words);
                    break;
                case byte[] bytes:
                    stream.Write(bytes);
                    break;
            }
        }
    }

    /// <summary>Numbers with the lowest byte first, part by part.</summary>
    private static void Write<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        while (!values.IsEmpty)
        {
            var part = values[..Math.Min(values.Length, Chunk)];
            if (BitConverter.IsLittleEndian)
            {
                stream.Write(MemoryMarshal.AsBytes(part));
            }
            else
            {
                var bytes = MemoryMarshal.AsBytes(part).ToArray();
                for (var at = 0; at < bytes.Length; at += size)
                {
                    bytes.AsSpan(at, size).Reverse();
                }

                stream.Write(bytes);
            }

            values = values[part.Length..];
        }
    }

    private static ReadOnlySpan<byte> Header(
        List<(string Name, TensorType Type, int[] Shape, Array Values)> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
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
        foreach (var (name, type, shape, values) in tensors)
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
            json.WriteNumberValue(offset += values.LongLength * SafeTensorsReader.Size(type));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }
}
