using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Features;

/// <summary>Applies one function to every value, after cutting it to a range if asked to.</summary>
/// <remarks>O(rows · columns). Nothing is learned but the number of columns. Immutable; safe to share between threads.</remarks>
public sealed record FunctionTransformer : ITransformer<FunctionTransformerModel>
{
    /// <summary>The function. Default <see cref="NamedFunction.Identity"/>.</summary>
    public NamedFunction Function { get; init; }

    /// <summary>Values below are raised to it first; finite. Null for no limit. Default null.</summary>
    public double? Minimum { get; init; }

    /// <summary>Values above are lowered to it first; finite, at least <see cref="Minimum"/>. Null for no limit. Default null.</summary>
    public double? Maximum { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">As the contract says, or the function is not defined for a value.</exception>
    public FunctionTransformerModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.Defined(Function, nameof(FunctionTransformer));
        Require.InRange(Minimum ?? 0, double.NegativeInfinity, double.PositiveInfinity, nameof(FunctionTransformer), nameof(Minimum));
        Require.InRange(Maximum ?? Minimum ?? 0, Minimum ?? double.NegativeInfinity, double.PositiveInfinity, nameof(FunctionTransformer), nameof(Maximum));
        Require.NotEmpty(x, nameof(FunctionTransformer));
        Require.Finite(x);
        cancellationToken.ThrowIfCancellationRequested();

        var model = new FunctionTransformerModel(Function, Minimum ?? -double.MaxValue, Maximum ?? double.MaxValue, x.Columns);
        model.RequireDomain(x);
        return model;
    }
}
