using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Svm;

/// <summary>A fitted <see cref="SvmRegressor"/>.</summary>
public sealed class SvmRegressorModel : IRegressorModel
{
    private readonly SupportVectors _vectors;
    private readonly int[] _indices;
    private readonly double[] _coefficients;

    internal SvmRegressorModel(SupportVectors vectors, int[] indices, double[] coefficients, double intercept, bool converged) =>
        (_vectors, _indices, _coefficients, Intercept, Converged) = (vectors, indices, coefficients, intercept, converged);

    /// <inheritdoc/>
    public int InputColumns => _vectors.Columns;

    /// <summary>Whether the solver reached its tolerance within the iterations allowed.</summary>
    public bool Converged { get; }

    /// <summary>γ the kernel was used with.</summary>
    public double Gamma => _vectors.Kernel.Gamma;

    /// <summary>The training rows (0-based) that are support vectors, ascending.</summary>
    public ReadOnlySpan<int> SupportIndices => _indices;

    /// <summary>A copy of the support vectors, a row each in the order of <see cref="SupportIndices"/>.</summary>
    public Matrix SupportVectors => _vectors.ToMatrix();

    /// <summary>The factor of each support vector's kernel in a prediction.</summary>
    public ReadOnlySpan<double> DualCoefficients => _coefficients;

    /// <summary>The constant in a prediction.</summary>
    public double Intercept { get; }

    internal SupportVectors Vectors => _vectors;

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(SvmRegressor));
        Require.Destination(destination, x.Rows);
        Require.Finite(x);

        var count = _vectors.Count;
        var kernel = new double[Math.Min(x.Rows, Svm.SupportVectors.Chunk) * count];
        for (var start = 0; start < x.Rows; start += Svm.SupportVectors.Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = Math.Min(Svm.SupportVectors.Chunk, x.Rows - start);
            _vectors.Compare(x, start, rows, kernel.AsSpan(0, rows * count));
            for (var row = 0; row < rows; row++)
            {
                var value = Core.Numerics.Vectors.Dot(kernel.AsSpan(row * count, count), _coefficients) + Intercept;
                destination[start + row] = double.IsNaN(value) ? Intercept : Math.Clamp(value, double.MinValue, double.MaxValue);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    internal static SvmRegressorModel Assemble(MatrixView x, int[] rows, KernelFunction kernel, SmoSolution solution)
    {
        var (indices, coefficients) = (new List<int>(), new List<double>());
        for (var i = 0; i < rows.Length; i++)
        {
            var coefficient = solution.Alpha[i] - solution.Alpha[rows.Length + i];
            if (coefficient != 0)
            {
                indices.Add(rows[i]);
                coefficients.Add(coefficient);
            }
        }

        int[] support = [.. indices];
        return new SvmRegressorModel(new SupportVectors(x.TakeRows(support), kernel), support, [.. coefficients], -solution.Rho, solution.Converged);
    }
}
