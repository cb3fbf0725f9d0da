using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Reprise.Learning.Onnx;

/// <summary>One protocol-buffers message being written: fields in the order of the calls.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The message so far.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>Writes a whole number, of a field of type int32, int64 or an enumeration.</summary>
    public ProtoWriter Integer(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    /// <summary>Writes a float.</summary>
    public ProtoWriter Single(int field, float value)
    {
        Varint(((ulong)field << 3) | 5);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
        return this;
    }

    /// <summary>Writes text.</summary>
    public ProtoWriter Text(int field, string value) => Block(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Writes a message within this one.</summary>
    public ProtoWriter Message(int field, ProtoWriter message) => Block(field, message.Bytes.Span);

    /// <summary>Writes another message's fields after those of this one.</summary>
    public ProtoWriter Append(ProtoWriter fields)
    {
        _bytes.Write(fields.Bytes.Span);
        return this;
    }

    /// <summary>Writes bytes.</summary>
    public ProtoWriter Block(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>Writes a list of whole numbers, packed.</summary>
    public ProtoWriter Integers(int field, ReadOnlySpan<long> values)
    {
        var packed = new ProtoWriter();
        foreach (var value in values)
        {
            packed.Varint((ulong)value);
        }

        return Message(field, packed);
    }

    private void Varint(ulong value)
    {
        var span = _bytes.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
