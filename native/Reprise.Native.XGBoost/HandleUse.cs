using System.Runtime.InteropServices;

namespace Reprise.Native.XGBoost;

/// <summary>Keeps a handle alive while the library works with it.</summary>
internal readonly ref struct HandleUse
{
    private readonly SafeHandle _handle;

    public HandleUse(SafeHandle handle)
    {
        var added = false;
        handle.DangerousAddRef(ref added);
        (_handle, Value) = (handle, handle.DangerousGetHandle());
    }

    public nint Value { get; }

    public void Dispose() => _handle.DangerousRelease();
}
