using System.Buffers.Binary;
using System.Text.Json;

namespace Reprise.Learning.Files;

/// <summary>
/// Reads a safetensors file that may come from anybody: sizes are checked against the file's length before memory is taken, tensors neither
/// overlap nor leave gaps, shapes match lengths. Anything else is refused with the place. A tensor's bytes are read when it is taken.
/// </summary>
internal sealed class SafeTensorsReader : IDisposable
{
    /// <summary>The longest header that is read, and written.</summary>
    public const long MaxHeaderBytes = 16L << 20;

    private const string MetadataName = "__metadata__";

    private readonly string _place;
    private readonly TensorSource _source;
    private readonly long _dataStart;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    private SafeTensorsReader(string place, TensorSource source, long dataStart) => (_place, _source, _dataStart) = (place, source, dataStart);

    /// <summary>The file's own string pairs.</summary>
    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Tensors nobody has taken yet.</summary>
    public IEnumerable<string> Remaining => _entries.Keys;

    /// <summary>Whether a tensor is there and nobody has taken it yet.</summary>
    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>Reads the header of a seekable stream, from its beginning; the stream must stay open while tensors are taken. <paramref name="place"/> names it in messages.</summary>
    public static SafeTensorsReader Read(Stream stream, string place)
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        stream.Position = 0;
        if (stream.Length < prefix.Length)
        {
            throw ModelFileErrors.Corrupt(place, $"it has {stream.Length} bytes and a header needs at least {prefix.Length}.");
        }

        stream.ReadExactly(prefix);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        var rest = stream.Length - prefix.Length;
        if (headerLength > (ulong)Math.Min(rest, MaxHeaderBytes))
        {
            throw ModelFileErrors.Corrupt(
                place, $"its header claims {headerLength} bytes; {rest} follow, and at most {MaxHeaderBytes} are read.");
        }

        var header = new byte[headerLength];
        stream.ReadExactly(header);
        var dataLength = rest - header.Length;
        var entries = ParseHeader(header, place, dataLength, out var metadata);
        var reader = new SafeTensorsReader(place, TensorSource.Of(stream, place), prefix.Length + header.Length);
        foreach (var (name, entry) in entries)
        {
            reader._entries.Add(name, entry);
        }

        foreach (var (key, value) in metadata)
        {
            reader.Metadata.Add(key, value);
        }

        return reader;
    }

    /// <summary>Takes a tensor of doubles of exactly this shape; −1 stands for any length.</summary>
    public double[] TakeDoubles(string name, params ReadOnlySpan<int> shape) =>
        Take<double>(name, TensorType.F64, shape);

    /// <summary>Takes a tensor of integers of exactly this shape; −1 stands for any length.</summary>
    public int[] TakeIntegers(string name, params ReadOnlySpan<int> shape) =>
        Take<int>(name, TensorType.I32, shape);

    /// <summary>Takes a tensor of integers of exactly this shape, in whatever integer type it is; −1 stands for any length.</summary>
    public int[] TakeCodes(string name, params ReadOnlySpan<int> shape)
    {
        var type = _entries.TryGetValue(name, out var entry) && entry.Type != TensorType.F64 ? entry.Type : TensorType.I32;
        return type switch
        {
            TensorType.U16 => Array.ConvertAll(Take<ushort>(name, type, shape), value => (int)value),
            TensorType.U8 => Array.ConvertAll(Take<byte>(name, type, shape), value => (int)value),
            _ => TakeIntegers(name, shape),
        };
    }

    /// <summary>Lets go of the file; what was taken stays.</summary>
    public void Dispose() => _source.Dispose();

    /// <summary>Bytes of an element.</summary>
    public static int Size(TensorType type) => type switch
    {
        TensorType.F64 => sizeof(double),
        TensorType.I32 => sizeof(int),
        TensorType.U16 => sizeof(ushort),
        _ => sizeof(byte),
    };

    private T[] Take<T>(string name, TensorType type, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        if (!_entries.Remove(name, out var entry))
        {
            throw ModelFileErrors.Corrupt(_place, $"it has no tensor '{name}'.");
        }

        var fits = entry.Type == type && entry.Shape.Length == shape.Length;
        for (var i = 0; fits && i < shape.Length; i++)
        {
            fits = shape[i] == -1 || shape[i] == entry.Shape[i];
        }

        if (!fits)
        {
            throw ModelFileErrors.Corrupt(
                _place,
                $"tensor '{name}' is {entry.Type} [{string.Join(", ", entry.Shape)}] and must be {type} [{string.Join(", ", shape.ToArray())}].");
        }

        var count = (entry.End - entry.Start) / Size(type);
        if (count > Array.MaxLength)
        {
            throw ModelFileErrors.Corrupt(_place, $"tensor '{name}' holds {count} numbers; at most {Array.MaxLength} are read.");
        }

        var values = new T[count];
        _source.Read<T>(_dataStart + entry.Start, values);
        return values;
    }

    private static Dictionary<string, Entry> ParseHeader(byte[] header, string place, long dataLength, out Dictionary<string, string> metadata)
    {
        try
        {
            using var document = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
            metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name != MetadataName)
                {
                    entries.Add(property.Name, Entry.Parse(property.Value));
                    continue;
                }

                foreach (var pair in property.Value.EnumerateObject())
                {
                    metadata.Add(pair.Name, pair.Value.GetString() ?? throw new FormatException($"metadata '{pair.Name}' is null"));
                }
            }

            CheckLayout(entries, dataLength);
            return entries;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw ModelFileErrors.Corrupt(place, $"its header is not that of a safetensors file ({e.Message.TrimEnd('.')}).");
        }
    }

    /// <summary>Tensors in the order of their data begin where the one before ends, the first at 0, and the last ends at the end of the file.</summary>
    private static void CheckLayout(Dictionary<string, Entry> entries, long dataLength)
    {
        var expected = 0L;
        foreach (var (name, entry) in entries.OrderBy(pair => pair.Value.Start).ThenBy(pair => pair.Value.End))
        {
            if (entry.Start != expected)
            {
                throw new FormatException($"tensor '{name}' starts at {entry.Start} and the one before ends at {expected}");
            }

            expected = entry.End;
        }

        if (expected != dataLength)
        {
            throw new FormatException($"the tensors end at {expected} and the file's data at {dataLength}");
        }
    }

    /// <summary>Where a tensor lies and what it is; its length follows from its shape.</summary>
    private sealed record Entry(TensorType Type, int[] Shape, long Start, long End)
    {
        public static Entry Parse(JsonElement json)
        {
            var dtype = json.GetProperty("dtype").GetString();
            var type = dtype switch
            {
                "F64" => TensorType.F64,
                "I32" => TensorType.I32,
                "U16" => TensorType.U16,
                "U8" => TensorType.U8,
                _ => throw new FormatException($"dtype '{dtype}' is not F64, I32, U16 or U8"),
            };
            int[] shape = [.. json.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt32())];
            var offsets = json.GetProperty("data_offsets");
            if (offsets.GetArrayLength() != 2)
            {
                throw new FormatException("data_offsets are not two numbers");
            }

            var (start, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
            var bytes = (long)Size(type);
            foreach (var dimension in shape)
            {
                bytes = dimension >= 0 ? checked(bytes * dimension) : throw new FormatException($"dimension {dimension} is negative");
            }

            return start >= 0 && end >= start && end - start == bytes
                ? new Entry(type, shape, start, end)
                : throw new FormatException($"data_offsets [{start}, {end}] are not the {bytes} bytes of shape [{string.Join(", ", shape)}]");
        }
    }
}
