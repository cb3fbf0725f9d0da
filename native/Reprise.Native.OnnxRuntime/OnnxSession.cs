using System.Runtime.InteropServices;

namespace Reprise.Native.OnnxRuntime;

/// <summary>A model loaded into ONNX Runtime. Runs may come from many threads at once.</summary>
public sealed unsafe class OnnxSession : IDisposable
{
    private readonly SessionHandle _session;

    /// <summary>Loads a model from the bytes of an ONNX file.</summary>
    /// <param name="model">The file.</param>
    /// <param name="threads">Threads within one operator. Default 1.</param>
    /// <exception cref="OnnxRuntimeException">The model is not valid, or has an operator the library does not implement.</exception>
    public OnnxSession(ReadOnlySpan<byte> model, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _session = SessionHandle.Create(model, threads);
        var handle = _session.DangerousGetHandle();
        Inputs = [.. Enumerable.Range(0, OrtApi.InputCount(handle)).Select(i => OrtApi.InputName(handle, i))];
        Outputs = [.. Enumerable.Range(0, OrtApi.OutputCount(handle)).Select(i => OrtApi.OutputName(handle, i))];
    }

    /// <summary>Version of the library, as in 1.28.2.</summary>
    /// <exception cref="DllNotFoundException">No library was restored for this system and processor.</exception>
    public static string RuntimeVersion => OrtApi.VersionText;

    /// <summary>Names of the inputs, in the model's order.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Names of the outputs, in the model's order.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>Computes every output.</summary>
    /// <exception cref="OnnxRuntimeException">An input is missing, unknown, or of another type or shape.</exception>
    public IReadOnlyDictionary<string, OnnxTensor> Run(IReadOnlyDictionary<string, OnnxTensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        string[] names = [.. inputs.Keys];
        var values = new nint[names.Length];
        var results = new nint[Outputs.Count];
        var pins = new List<GCHandle>();
        var texts = new List<nint>();
        var added = false;
        try
        {
            _session.DangerousAddRef(ref added);
            for (var i = 0; i < names.Length; i++)
            {
                values[i] = Value(inputs[names[i]], pins, texts);
            }

            fixed (nint* inputNames = Texts(names, texts))
            fixed (nint* outputNames = Texts(Outputs, texts))
            fixed (nint* given = values)
            fixed (nint* computed = results)
            {
                OrtApi.Run(_session.DangerousGetHandle(), (byte**)inputNames, given, names.Length, (byte**)outputNames, results.Length, computed);
            }

            return Outputs.Select((name, i) => (name, Tensor(results[i]))).ToDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal);
        }
        finally
        {
            foreach (var value in values.Concat(results).Where(value => value != 0))
            {
                OrtApi.ReleaseValue(value);
            }

            pins.ForEach(pin => pin.Free());
            texts.ForEach(Marshal.FreeCoTaskMem);
            if (added)
            {
                _session.DangerousRelease();
            }
        }
    }

    /// <summary>Frees the model's memory.</summary>
    public void Dispose() => _session.Dispose();

    private static nint Value(OnnxTensor tensor, List<GCHandle> pins, List<nint> texts)
    {
        long[] shape = [.. tensor.Shape];
        if (tensor.Type == OnnxElementType.String)
        {
            var value = OrtApi.CreateStrings(shape);
            fixed (nint* strings = Texts(tensor.ToArray<string>(), texts))
            {
                OrtApi.FillStrings(value, (byte**)strings, tensor.Values.Length);
            }

            return value;
        }

        var pin = GCHandle.Alloc(tensor.Values, GCHandleType.Pinned);
        pins.Add(pin);
        return OrtApi.CreateTensor((void*)pin.AddrOfPinnedObject(), Buffer.ByteLength(tensor.Values), shape, tensor.Type);
    }

    private static OnnxTensor Tensor(nint value)
    {
        var (type, shape) = OrtApi.Shape(value);
        var count = (int)shape.Aggregate(1L, (product, length) => checked(product * length));
        return type switch
        {
            OnnxElementType.Float => OnnxTensor.Of(new ReadOnlySpan<float>(OrtApi.Data(value), count).ToArray(), shape),
            OnnxElementType.Double => OnnxTensor.Of(new ReadOnlySpan<double>(OrtApi.Data(value), count).ToArray(), shape),
            OnnxElementType.Int64 => OnnxTensor.Of(new ReadOnlySpan<long>(OrtApi.Data(value), count).ToArray(), shape),
            OnnxElementType.Bool => OnnxTensor.Of(new ReadOnlySpan<bool>(OrtApi.Data(value), count).ToArray(), shape),
            OnnxElementType.String => OnnxTensor.Of(OrtApi.Strings(value, count), shape),
            _ => throw new OnnxRuntimeException($"An output has the element type {(int)type}, which is none of {nameof(OnnxElementType)}."),
        };
    }

    private static nint[] Texts(IReadOnlyList<string> values, List<nint> texts)
    {
        var result = new nint[values.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Marshal.StringToCoTaskMemUTF8(values[i]);
            texts.Add(result[i]);
        }

        return result;
    }
}
