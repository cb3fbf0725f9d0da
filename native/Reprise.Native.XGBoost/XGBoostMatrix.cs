using System.Globalization;

namespace Reprise.Native.XGBoost;

/// <summary>Rows the library trains on or predicts: a copy in its own memory. Not for several threads at once.</summary>
public sealed unsafe class XGBoostMatrix : IDisposable
{
    /// <summary>Copies rows × columns values, row-major; NaN is missing.</summary>
    /// <exception cref="ArgumentException">There are not rows × columns values.</exception>
    /// <exception cref="XGBoostException">A value is infinite.</exception>
    /// <exception cref="DllNotFoundException">The library is not on this machine.</exception>
    public XGBoostMatrix(ReadOnlySpan<float> values, int rows, int columns)
    {
        if (values.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{rows} × {columns} needs {(long)rows * columns} values. Got {values.Length}."), nameof(values));
        }

        fixed (float* data = values)
        {
            XGBoostApi.Check(XGBoostApi.XGDMatrixCreateFromMat(data, (ulong)rows, (ulong)columns, float.NaN, out var matrix));
            Handle = new MatrixHandle(matrix);
        }

        Rows = rows;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    internal MatrixHandle Handle { get; }

    /// <summary>Gives each row its target.</summary>
    /// <exception cref="ArgumentException">There is not one per row.</exception>
    public void SetLabels(ReadOnlySpan<float> labels) => Set("label", labels);

    /// <summary>Gives each row its weight.</summary>
    /// <exception cref="ArgumentException">There is not one per row.</exception>
    public void SetWeights(ReadOnlySpan<float> weights) => Set("weight", weights);

    /// <summary>Frees the copy.</summary>
    public void Dispose() => Handle.Dispose();

    private void Set(string field, ReadOnlySpan<float> values)
    {
        if (values.Length != Rows)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Rows} rows need as many values. Got {values.Length}."), nameof(values));
        }

        using var use = new HandleUse(Handle);
        fixed (float* data = values)
        {
            XGBoostApi.Check(XGBoostApi.XGDMatrixSetFloatInfo(use.Value, field, data, (ulong)values.Length));
        }
    }
}
