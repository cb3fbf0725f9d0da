using System.Runtime.InteropServices;

namespace Reprise.Native.XGBoost;

/// <summary>A data matrix of the library.</summary>
internal sealed class MatrixHandle : SafeHandle
{
    public MatrixHandle(nint matrix)
        : base(0, ownsHandle: true) => SetHandle(matrix);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => XGBoostApi.XGDMatrixFree(handle) == 0;
}
