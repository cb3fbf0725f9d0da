namespace Reprise.Native.XGBoost;

/// <summary>The library of this machine, when there is one.</summary>
public static class XGBoostLibrary
{
    /// <summary>Whether the library can be loaded; the first question loads it, which takes some milliseconds.</summary>
    public static bool IsAvailable => XGBoostApi.IsAvailable;

    /// <summary>Version of the library, as in 1.7.4.</summary>
    /// <exception cref="DllNotFoundException">There is none.</exception>
    public static Version Version
    {
        get
        {
            XGBoostApi.XGBoostVersion(out var major, out var minor, out var patch);
            return new Version(major, minor, patch);
        }
    }
}
