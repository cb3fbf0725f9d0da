using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Neural;

/// <summary>Activations of layers and their derivatives, in place, in single or double precision.</summary>
internal static class NeuralFunctions
{
    /// <summary>Adds a bias per column to each row, then applies the activation.</summary>
    public static void Activate<T>(Span<T> rows, ReadOnlySpan<T> biases, NeuralActivation activation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        AddBiases(rows, biases);
        switch (activation)
        {
            case NeuralActivation.Relu:
                Rectify(rows);
                break;
            case NeuralActivation.Tanh when typeof(T) == typeof(float):
                PortableMath.Tanh(MemoryMarshal.Cast<T, float>(rows), MemoryMarshal.Cast<T, float>(rows));
                break;
            case NeuralActivation.Tanh:
                PortableMath.Tanh(MemoryMarshal.Cast<T, double>(rows), MemoryMarshal.Cast<T, double>(rows));
                break;
            case NeuralActivation.Logistic:
                Sigmoid(rows);
                break;
        }
    }

    /// <summary>1 ÷ (1 + e⁻ˣ) of each value.</summary>
    public static void Sigmoid<T>(Span<T> values)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            PortableMath.Sigmoid(MemoryMarshal.Cast<T, float>(values), MemoryMarshal.Cast<T, float>(values));
        }
        else
        {
            PortableMath.Sigmoid(MemoryMarshal.Cast<T, double>(values), MemoryMarshal.Cast<T, double>(values));
        }
    }

    /// <summary>Turns a row of sums into probabilities; the largest is taken off first, so nothing overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax<T>(Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var largest = row[0];
        foreach (var value in row)
        {
            largest = value > largest ? value : largest;
        }

        foreach (ref var value in row)
        {
            value -= largest;
        }

        if (typeof(T) == typeof(float))
        {
            PortableMath.Exp(MemoryMarshal.Cast<T, float>(row), MemoryMarshal.Cast<T, float>(row));
        }
        else
        {
            PortableMath.Exp(MemoryMarshal.Cast<T, double>(row), MemoryMarshal.Cast<T, double>(row));
        }

        var sum = T.Zero;
        foreach (var value in row)
        {
            sum += value;
        }

        foreach (ref var value in row)
        {
            value /= sum;
        }
    }

    /// <summary>Multiplies what flows back by the activation's derivative, which its own value gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Differentiate<T>(Span<T> deltas, ReadOnlySpan<T> activated, NeuralActivation activation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (activation == NeuralActivation.Identity)
        {
            return;
        }

        var d = MemoryMarshal.Cast<T, Vector256<T>>(deltas);
        var a = MemoryMarshal.Cast<T, Vector256<T>>(activated[..deltas.Length])[..d.Length];
        for (var i = 0; i < d.Length; i++)
        {
            d[i] = activation switch
            {
                NeuralActivation.Relu => Vector256.ConditionalSelect(Vector256.GreaterThan(a[i], Vector256<T>.Zero), d[i], Vector256<T>.Zero),
                NeuralActivation.Tanh => d[i] * (Vector256<T>.One - (a[i] * a[i])),
                _ => d[i] * (a[i] * (Vector256<T>.One - a[i])),
            };
        }

        for (var i = d.Length * Vector256<T>.Count; i < deltas.Length; i++)
        {
            deltas[i] = activation switch
            {
                NeuralActivation.Relu => activated[i] > T.Zero ? deltas[i] : T.Zero,
                NeuralActivation.Tanh => deltas[i] * (T.One - (activated[i] * activated[i])),
                _ => deltas[i] * (activated[i] * (T.One - activated[i])),
            };
        }
    }

    /// <summary>Adds a bias per column to each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddBiases<T>(Span<T> rows, ReadOnlySpan<T> biases)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var start = 0; start < rows.Length; start += biases.Length)
        {
            Add(biases, rows.Slice(start, biases.Length));
        }
    }

    /// <summary>y += x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var vx = MemoryMarshal.Cast<T, Vector256<T>>(x);
        var vy = MemoryMarshal.Cast<T, Vector256<T>>(y)[..vx.Length];
        for (var i = 0; i < vx.Length; i++)
        {
            vy[i] += vx[i];
        }

        for (var i = vx.Length * Vector256<T>.Count; i < x.Length; i++)
        {
            y[i] += x[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rectify<T>(Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var whole = MemoryMarshal.Cast<T, Vector256<T>>(values);
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] = Vector256.ConditionalSelect(Vector256.LessThan(whole[i], Vector256<T>.Zero), Vector256<T>.Zero, whole[i]);
        }

        for (var i = whole.Length * Vector256<T>.Count; i < values.Length; i++)
        {
            values[i] = values[i] < T.Zero ? T.Zero : values[i];
        }
    }
}
