using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Baselines;

/// <summary>A fitted <see cref="DummyRegressor"/>.</summary>
public sealed class DummyRegressorModel : IRegressorModel
{
    internal DummyRegressorModel(int columns, double value) => (InputColumns, Value) = (columns, value);

    /// <inheritdoc/>
    public int InputColumns { get; }

    /// <summary>What is predicted for every row.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(DummyRegressor));
        Require.Destination(destination, x.Rows);
        Require.Finite(x);
        cancellationToken.ThrowIfCancellationRequested();

        destination.Fill(Value);
    }
}
