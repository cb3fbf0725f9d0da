using System.Runtime.InteropServices;

namespace Reprise.Native.OnnxRuntime;

/// <summary>A session of the library; the process has one environment, which lives as long as it.</summary>
internal sealed unsafe class SessionHandle : SafeHandle
{
    private static readonly Lazy<nint> Environment = new(() =>
    {
        fixed (byte* id = "reprise\0"u8)
        {
            return OrtApi.CreateEnv(id);
        }
    });

    public SessionHandle()
        : base(0, ownsHandle: true)
    {
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    public static SessionHandle Create(ReadOnlySpan<byte> model, int threads)
    {
        var result = new SessionHandle();
        var options = OrtApi.CreateSessionOptions(threads);
        try
        {
            result.SetHandle(OrtApi.CreateSession(Environment.Value, model, options));
        }
        finally
        {
            OrtApi.ReleaseSessionOptions(options);
        }

        return result;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        OrtApi.ReleaseSession(handle);
        return true;
    }
}
