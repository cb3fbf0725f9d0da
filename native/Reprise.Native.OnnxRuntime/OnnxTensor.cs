namespace Reprise.Native.OnnxRuntime;

/// <summary>A dense tensor in managed memory, row-major.</summary>
public sealed class OnnxTensor
{
    private OnnxTensor(OnnxElementType type, Array values, long[] shape)
    {
        var count = shape.Aggregate(1L, (product, length) => checked(product * length));
        if (count != values.Length)
        {
            throw new ArgumentException($"A tensor of shape [{string.Join(", ", shape)}] needs {count} values. Got {values.Length}.", nameof(values));
        }

        (Type, Values, Shape) = (type, values, shape);
    }

    /// <summary>The element type.</summary>
    public OnnxElementType Type { get; }

    /// <summary>The length of each dimension.</summary>
    public IReadOnlyList<long> Shape { get; }

    internal Array Values { get; }

    /// <summary>A tensor of singles.</summary>
    public static OnnxTensor Of(float[] values, params long[] shape) => new(OnnxElementType.Float, values, shape);

    /// <summary>A tensor of doubles.</summary>
    public static OnnxTensor Of(double[] values, params long[] shape) => new(OnnxElementType.Double, values, shape);

    /// <summary>A tensor of 64-bit integers.</summary>
    public static OnnxTensor Of(long[] values, params long[] shape) => new(OnnxElementType.Int64, values, shape);

    /// <summary>A tensor of truth values.</summary>
    public static OnnxTensor Of(bool[] values, params long[] shape) => new(OnnxElementType.Bool, values, shape);

    /// <summary>A tensor of texts.</summary>
    public static OnnxTensor Of(string[] values, params long[] shape) => new(OnnxElementType.String, values, shape);

    /// <summary>The values.</summary>
    /// <exception cref="InvalidOperationException">The tensor holds another type.</exception>
    public T[] ToArray<T>() =>
        Values as T[] ?? throw new InvalidOperationException($"The tensor holds {Type}, not {typeof(T).Name}.");
}
