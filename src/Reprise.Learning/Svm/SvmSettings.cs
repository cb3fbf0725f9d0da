using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Svm;

/// <summary>The parameters classifier and regressor share, checked.</summary>
internal sealed record SvmSettings(double Tolerance, bool Shrinking, int? MaxIterations, long CacheBytes, int Workers)
{
    public static SvmSettings Check(double c, double tolerance, bool shrinking, int? maxIterations, int cacheMegabytes, int? maxWorkers, string owner)
    {
        Require.InRange(c, double.Epsilon, double.PositiveInfinity, owner, "C");
        Require.InRange(tolerance, double.Epsilon, double.PositiveInfinity, owner, "Tolerance");
        Require.InRange(maxIterations ?? 1, 1, int.MaxValue, owner, "MaxIterations");
        Require.InRange(cacheMegabytes, 1, int.MaxValue, owner, "CacheMegabytes");
        Require.InRange(maxWorkers ?? 1, 1, int.MaxValue, owner, "MaxWorkers");
        return new SvmSettings(tolerance, shrinking, maxIterations, cacheMegabytes * (1L << 20), maxWorkers ?? Environment.ProcessorCount);
    }

    /// <summary>The kernel with its numbers for the data.</summary>
    public static KernelFunction Kernel(SvmKernel kernel, SvmGamma gamma, double coef0, int degree, MatrixView x, string owner)
    {
        Require.InRange((int)kernel, 0, (int)SvmKernel.Sigmoid, owner, "Kernel");
        Require.InRange(degree, 1, 100, owner, "Degree");
        Require.InRange(coef0, double.NegativeInfinity, double.PositiveInfinity, owner, "Coef0");
        return new KernelFunction(kernel, gamma.For(x, owner), coef0, degree);
    }

    /// <summary>No kernel value overflows single precision.</summary>
    public static void RequireRange(KernelFunction kernel, RowBlock block)
    {
        var largest = 0.0;
        foreach (var square in block.Squares)
        {
            largest = Math.Max(largest, square);
        }

        if (!(kernel.Bound(largest) < float.MaxValue))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"x has rows of a squared length of {largest:G3}, for which the {kernel.Kernel} kernel leaves the range of its numbers. Scale x before this step."),
                nameof(block));
        }
    }
}
