namespace Reprise.Native.XGBoost;

/// <summary>A booster of the library. Not for several threads at once; several boosters may work at the same time.</summary>
public sealed unsafe class XGBoostBooster : IDisposable
{
    private readonly BoosterHandle _booster;

    /// <summary>Makes an empty booster for the columns of a matrix.</summary>
    /// <exception cref="DllNotFoundException">The library is not on this machine.</exception>
    public XGBoostBooster(XGBoostMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        using var use = new HandleUse(matrix.Handle);
        var data = use.Value;
        XGBoostApi.Check(XGBoostApi.XGBoosterCreate(&data, 1, out var booster));
        _booster = new BoosterHandle(booster);
    }

    /// <summary>Sets a parameter, by the library's name and text. The library checks it at the next <see cref="Update"/>.</summary>
    public void SetParameter(string name, string value)
    {
        using var use = new HandleUse(_booster);
        XGBoostApi.Check(XGBoostApi.XGBoosterSetParam(use.Value, name, value));
    }

    /// <summary>Trains one round.</summary>
    /// <param name="iteration">The round, from 0.</param>
    /// <param name="matrix">Rows with labels.</param>
    /// <exception cref="XGBoostException">A parameter is unknown to the library or out of range, or it refuses the data.</exception>
    public void Update(int iteration, XGBoostMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        using var use = new HandleUse(_booster);
        using var data = new HandleUse(matrix.Handle);
        XGBoostApi.Check(XGBoostApi.XGBoosterUpdateOneIter(use.Value, iteration, data.Value));
    }

    /// <summary>Predicts with all trees: one value per row, or per row and class, row-major.</summary>
    public float[] Predict(XGBoostMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        using var use = new HandleUse(_booster);
        using var data = new HandleUse(matrix.Handle);
        XGBoostApi.Check(XGBoostApi.XGBoosterPredictFromDMatrix(
            use.Value,
            data.Value,
            """{"type":0,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true}""",
            out var shape,
            out var rank,
            out var values));
        var count = 1UL;
        for (var i = 0UL; i < rank; i++)
        {
            count = checked(count * shape[i]);
        }

        return new ReadOnlySpan<float>(values, checked((int)count)).ToArray();      // the library's memory, until its next call
    }

    /// <summary>The model as the library's JSON.</summary>
    /// <exception cref="XGBoostException">The model is larger than 2 GiB as JSON.</exception>
    public byte[] ToJson()
    {
        using var use = new HandleUse(_booster);
        XGBoostApi.Check(XGBoostApi.XGBoosterSaveModelToBuffer(use.Value, """{"format":"json"}""", out var length, out var bytes));
        return length <= (ulong)Array.MaxLength
            ? new ReadOnlySpan<byte>(bytes, (int)length).ToArray()                  // the library's memory, until its next call
            : throw new XGBoostException("The model is larger than 2 GiB as JSON.");
    }

    /// <summary>Frees the booster's memory.</summary>
    public void Dispose() => _booster.Dispose();
}
