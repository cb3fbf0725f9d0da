using System.Runtime.InteropServices;

namespace Reprise.Native.XGBoost;

/// <summary>A booster of the library.</summary>
internal sealed class BoosterHandle : SafeHandle
{
    public BoosterHandle(nint booster)
        : base(0, ownsHandle: true) => SetHandle(booster);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => XGBoostApi.XGBoosterFree(handle) == 0;
}
