using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Neural;

/// <summary>Moves weights along gradients; remembers what its rule needs from step to step.</summary>
internal sealed class NeuralStepper
{
    private const double SmallestRate = 1e-6;

    private readonly MlpSettings _settings;
    private readonly float[] _first;
    private readonly float[] _second;
    private double _firstPower = 1;
    private double _secondPower = 1;

    public NeuralStepper(MlpSettings settings, int parameters)
    {
        _settings = settings;
        _first = new float[parameters];
        _second = settings.Solver == NeuralSolver.Adam ? new float[parameters] : [];
        Rate = settings.LearningRate;
    }

    /// <summary>The step size now.</summary>
    public double Rate { get; private set; }

    /// <summary>Begins a step, which <see cref="Step"/> then takes for each part of the parameters.</summary>
    public void Begin()
    {
        _firstPower *= _settings.Beta1;
        _secondPower *= _settings.Beta2;
    }

    /// <summary>One step of some parameters. Calls for other parameters may run at the same time.</summary>
    public void Step(float[] parameters, float[] gradient, Range range)
    {
        var (start, length) = range.GetOffsetAndLength(parameters.Length);
        var w = parameters.AsSpan(start, length);
        var g = gradient.AsSpan(start, length);
        if (_settings.Solver == NeuralSolver.Adam)
        {
            Adam(w, g, _first.AsSpan(start, length), _second.AsSpan(start, length), (float)(Rate * Math.Sqrt(1 - _secondPower) / (1 - _firstPower)));
        }
        else
        {
            Sgd(w, g, _first.AsSpan(start, length));
        }
    }

    /// <summary>Notes the end of an epoch.</summary>
    /// <param name="rowsSeen">Rows shown since the start, repeats included.</param>
    public void EndEpoch(long rowsSeen)
    {
        if (_settings.Solver == NeuralSolver.Sgd && _settings.Schedule == LearningRateSchedule.InverseScaling)
        {
            Rate = _settings.LearningRate / PortableMath.Pow(rowsSeen + 1.0, _settings.PowerT);
        }
    }

    /// <summary>Whether to go on, more slowly, when epochs brought no improvement.</summary>
    public bool SlowDown()
    {
        if (_settings.Solver != NeuralSolver.Sgd || _settings.Schedule != LearningRateSchedule.Adaptive || Rate <= SmallestRate)
        {
            return false;
        }

        Rate /= 5;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Adam(Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, float rate)
    {
        var (beta1, beta2, epsilon) = ((float)_settings.Beta1, (float)_settings.Beta2, (float)_settings.Epsilon);
        var (rest1, rest2) = ((float)(1 - _settings.Beta1), (float)(1 - _settings.Beta2));
        var w = MemoryMarshal.Cast<float, Vector256<float>>(parameters);
        var g = MemoryMarshal.Cast<float, Vector256<float>>(gradient)[..w.Length];
        var m = MemoryMarshal.Cast<float, Vector256<float>>(first)[..w.Length];
        var v = MemoryMarshal.Cast<float, Vector256<float>>(second)[..w.Length];
        for (var i = 0; i < w.Length; i++)
        {
            m[i] = (m[i] * beta1) + (g[i] * rest1);
            v[i] = (v[i] * beta2) + (g[i] * g[i] * rest2);
            w[i] -= m[i] * rate / (Vector256.Sqrt(v[i]) + Vector256.Create(epsilon));
        }

        for (var i = w.Length * Vector256<float>.Count; i < parameters.Length; i++)
        {
            first[i] = (first[i] * beta1) + (gradient[i] * rest1);
            second[i] = (second[i] * beta2) + (gradient[i] * gradient[i] * rest2);
            parameters[i] -= first[i] * rate / (MathF.Sqrt(second[i]) + epsilon);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sgd(Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> velocities)
    {
        var (rate, momentum) = ((float)Rate, (float)_settings.Momentum);
        for (var i = 0; i < parameters.Length; i++)
        {
            var velocity = (momentum * velocities[i]) - (rate * gradient[i]);
            velocities[i] = velocity;
            parameters[i] += _settings.Nesterov ? (momentum * velocity) - (rate * gradient[i]) : velocity;
        }
    }
}
