using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reprise.Core.Numerics;

/// <summary>A function of one number, for the lanes of a vector at once; a lane's result depends on that lane only.</summary>
internal interface IVectorFunction<T>
{
    static abstract Vector256<T> Apply(Vector256<T> x);
}

/// <summary>Applies vector functions to spans and to single numbers, with the same bits.</summary>
internal static class VectorFunctions
{
    /// <summary>yᵢ = f(xᵢ); <paramref name="y"/> may be <paramref name="x"/>.</summary>
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
        where TFunction : struct, IVectorFunction<T>
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"There are {x.Length} arguments and room for {y.Length} results; there must be as many.", nameof(y));
        }

        var vx = MemoryMarshal.Cast<T, Vector256<T>>(x);
        var vy = MemoryMarshal.Cast<T, Vector256<T>>(y);
        for (var i = 0; i < vx.Length; i++)
        {
            vy[i] = TFunction.Apply(vx[i]);
        }

        var done = vx.Length * Vector256<T>.Count;
        if (done < x.Length)
        {
            Span<T> rest = stackalloc T[Vector256<T>.Count];
            rest.Clear();
            x[done..].CopyTo(rest);
            TFunction.Apply(Vector256.Create<T>(rest)).CopyTo(rest);
            rest[..(x.Length - done)].CopyTo(y[done..]);
        }
    }

    /// <summary>f(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T One<T, TFunction>(T x)
        where TFunction : struct, IVectorFunction<T> => TFunction.Apply(Vector256.Create(x)).ToScalar();
}
