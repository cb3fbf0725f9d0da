using System.Reflection;
using System.Runtime.InteropServices;

namespace Reprise.Native.OnnxRuntime;

/// <summary>The function table of the C API: an append-only array of pointers, called by index (onnxruntime_c_api.h, version 12).</summary>
internal static unsafe partial class OrtApi
{
    private const string Library = "onnxruntime";
    private const uint Version = 12;
    private static readonly nint* Table = Load();

    [StructLayout(LayoutKind.Sequential)]
    private struct ApiBase
    {
        public delegate* unmanaged<uint, nint*> GetApi;
        public delegate* unmanaged<byte*> GetVersionString;
    }

    /// <summary>Version of the library.</summary>
    public static string VersionText => Marshal.PtrToStringUTF8((nint)GetApiBase()->GetVersionString()) ?? "";

    public static nint CreateEnv(byte* id)
    {
        nint result;
        Check(((delegate* unmanaged<int, byte*, nint*, nint>)Table[3])(3, id, &result));       // 3: errors only
        return result;
    }

    public static nint CreateSession(nint environment, ReadOnlySpan<byte> model, nint options)
    {
        nint result;
        fixed (byte* bytes = model)
        {
            Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)Table[8])(environment, bytes, (nuint)model.Length, options, &result));
        }

        return result;
    }

    public static void Run(nint session, byte** inputNames, nint* inputs, int inputCount, byte** outputNames, int outputCount, nint* outputs) =>
        Check(((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)Table[9])(
            session, 0, inputNames, inputs, (nuint)inputCount, outputNames, (nuint)outputCount, outputs));

    public static nint CreateSessionOptions(int threads)
    {
        nint result;
        Check(((delegate* unmanaged<nint*, nint>)Table[10])(&result));
        Check(((delegate* unmanaged<nint, int, nint>)Table[23])(result, 99));                  // 99: every graph optimisation
        Check(((delegate* unmanaged<nint, int, nint>)Table[24])(result, threads));
        return result;
    }

    public static int InputCount(nint session) => Count(30, session);

    public static int OutputCount(nint session) => Count(31, session);

    public static string InputName(nint session, int index) => Name(36, session, index);

    public static string OutputName(nint session, int index) => Name(37, session, index);

    public static nint CreateStrings(ReadOnlySpan<long> shape)
    {
        nint allocator, result;
        Check(((delegate* unmanaged<nint*, nint>)Table[78])(&allocator));
        fixed (long* dims = shape)
        {
            Check(((delegate* unmanaged<nint, long*, nuint, int, nint*, nint>)Table[48])(
                allocator, dims, (nuint)shape.Length, (int)OnnxElementType.String, &result));
        }

        return result;
    }

    public static void FillStrings(nint value, byte** texts, int count) =>
        Check(((delegate* unmanaged<nint, byte**, nuint, nint>)Table[52])(value, texts, (nuint)count));

    public static nint CreateTensor(void* data, long bytes, ReadOnlySpan<long> shape, OnnxElementType type)
    {
        nint memory, result;
        Check(((delegate* unmanaged<int, int, nint*, nint>)Table[69])(0, 0, &memory));
        try
        {
            fixed (long* dims = shape)
            {
                Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)Table[49])(
                    memory, data, (nuint)bytes, dims, (nuint)shape.Length, (int)type, &result));
            }
        }
        finally
        {
            Release(94, memory);
        }

        return result;
    }

    public static void* Data(nint value)
    {
        void* result;
        Check(((delegate* unmanaged<nint, void**, nint>)Table[51])(value, &result));
        return result;
    }

    public static (OnnxElementType Type, long[] Shape) Shape(nint value)
    {
        nint info;
        Check(((delegate* unmanaged<nint, nint*, nint>)Table[65])(value, &info));
        try
        {
            int type;
            nuint rank;
            Check(((delegate* unmanaged<nint, int*, nint>)Table[60])(info, &type));
            Check(((delegate* unmanaged<nint, nuint*, nint>)Table[61])(info, &rank));
            var shape = new long[rank];
            fixed (long* dims = shape)
            {
                Check(((delegate* unmanaged<nint, long*, nuint, nint>)Table[62])(info, dims, rank));
            }

            return ((OnnxElementType)type, shape);
        }
        finally
        {
            Release(99, info);
        }
    }

    public static string[] Strings(nint value, int count)
    {
        nuint length;
        Check(((delegate* unmanaged<nint, nuint*, nint>)Table[53])(value, &length));
        var bytes = new byte[(int)length + 1];
        var offsets = new nuint[count + 1];
        fixed (byte* text = bytes)
        fixed (nuint* starts = offsets)
        {
            Check(((delegate* unmanaged<nint, byte*, nuint, nuint*, nuint, nint>)Table[54])(value, text, length, starts, (nuint)count));
        }

        offsets[count] = length;
        var result = new string[count];
        for (var i = 0; i < count; i++)
        {
            result[i] = System.Text.Encoding.UTF8.GetString(bytes.AsSpan((int)offsets[i]..(int)offsets[i + 1]));
        }

        return result;
    }

    public static void ReleaseEnv(nint environment) => Release(92, environment);

    public static void ReleaseSession(nint session) => Release(95, session);

    public static void ReleaseValue(nint value) => Release(96, value);

    public static void ReleaseSessionOptions(nint options) => Release(100, options);

    [LibraryImport(Library, EntryPoint = "OrtGetApiBase")]
    private static partial ApiBase* GetApiBase();

    private static nint* Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(OrtApi).Assembly, Resolve);
        var table = GetApiBase()->GetApi(Version);
        return table is not null ? table : throw new OnnxRuntimeException($"ONNX Runtime {VersionText} has no version {Version} of its C API.");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? paths)
    {
        var file = OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib" : "libonnxruntime.so";
        return NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, "natives", file), out var handle)
            || NativeLibrary.TryLoad(file, assembly, paths, out handle)
            ? handle
            : 0;
    }

    private static int Count(int index, nint session)
    {
        nuint result;
        Check(((delegate* unmanaged<nint, nuint*, nint>)Table[index])(session, &result));
        return (int)result;
    }

    private static string Name(int index, nint session, int at)
    {
        nint allocator;
        byte* name;
        Check(((delegate* unmanaged<nint*, nint>)Table[78])(&allocator));
        Check(((delegate* unmanaged<nint, nuint, nint, byte**, nint>)Table[index])(session, (nuint)at, allocator, &name));
        var result = Marshal.PtrToStringUTF8((nint)name) ?? "";
        Check(((delegate* unmanaged<nint, void*, nint>)Table[76])(allocator, name));
        return result;
    }

    private static void Release(int index, nint handle) => ((delegate* unmanaged<nint, void>)Table[index])(handle);

    private static void Check(nint status)
    {
        if (status == 0)
        {
            return;
        }

        var message = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<nint, byte*>)Table[2])(status)) ?? "";
        Release(93, status);
        throw new OnnxRuntimeException(message);
    }
}
