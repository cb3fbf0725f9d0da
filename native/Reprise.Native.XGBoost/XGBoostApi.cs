using System.Reflection;
using System.Runtime.InteropServices;

namespace Reprise.Native.XGBoost;

/// <summary>The functions of the C API that are used (c_api.h; the same from version 1.7 to 3).</summary>
internal static unsafe partial class XGBoostApi
{
    private const string Library = "xgboost";

    /// <summary>Debian's package has the first name, a build of XGBoost's own the second.</summary>
    private static readonly string[] Names =
        OperatingSystem.IsWindows() ? ["xgboost.dll"] : OperatingSystem.IsMacOS() ? ["libxgboost.dylib"] : ["libxgboost.so.0", "libxgboost.so"];

    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>Before any call: where the library is found.</summary>
    static XGBoostApi() => NativeLibrary.SetDllImportResolver(typeof(XGBoostApi).Assembly, (name, _, _) => name == Library ? Loaded.Value : 0);

    public static bool IsAvailable => Loaded.Value != 0;

    [LibraryImport(Library)]
    public static partial void XGBoostVersion(out int major, out int minor, out int patch);

    [LibraryImport(Library)]
    public static partial int XGDMatrixCreateFromMat(float* data, ulong rows, ulong columns, float missing, out nint matrix);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGDMatrixSetFloatInfo(nint matrix, string field, float* values, ulong count);

    [LibraryImport(Library)]
    public static partial int XGDMatrixFree(nint matrix);

    [LibraryImport(Library)]
    public static partial int XGBoosterCreate(nint* matrices, ulong count, out nint booster);

    [LibraryImport(Library)]
    public static partial int XGBoosterFree(nint booster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSetParam(nint booster, string name, string value);

    [LibraryImport(Library)]
    public static partial int XGBoosterUpdateOneIter(nint booster, int iteration, nint matrix);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterPredictFromDMatrix(nint booster, nint matrix, string settings, out ulong* shape, out ulong rank, out float* values);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int XGBoosterSaveModelToBuffer(nint booster, string settings, out ulong length, out byte* bytes);

    /// <summary>Throws what the library says about the last call of this thread when its answer is not 0.</summary>
    public static void Check(int answer)
    {
        if (answer != 0)
        {
            throw new XGBoostException(FirstLine(Marshal.PtrToStringUTF8((nint)XGBGetLastError()) ?? ""));
        }
    }

    [LibraryImport(Library)]
    private static partial byte* XGBGetLastError();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    private static nint Load()
    {
        if (OperatingSystem.IsLinux())
        {
            // OpenMP reads these when it is loaded. Its threads spin while they wait otherwise, which takes 11 to 25 times as long on busy processors. .NET's own
            // variables do not reach native code.
            _ = setenv("OMP_WAIT_POLICY", "passive", 0);
            _ = setenv("GOMP_SPINCOUNT", "0", 0);
        }

        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), null, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }

    /// <summary>The library appends a stack trace; what is wrong is in the first line, after time and source line in brackets.</summary>
    private static string FirstLine(string message)
    {
        var line = message.Split('\n').FirstOrDefault(line => line.Trim().Length > 0, "").Trim();
        while (line.StartsWith('[') && line.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
        {
            line = line[(end + 1)..].TrimStart();
        }

        return line;
    }
}
