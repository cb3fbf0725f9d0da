using Reprise.Core.Matrices;

namespace Reprise.Learning.Preprocessing.Powers;

/// <summary>A fitted <see cref="PowerTransformer"/> of the Box-Cox family.</summary>
internal sealed class BoxCoxModel(double[] lambdas, double[] centres, double[] scales) : PowerTransformerModel(lambdas, centres, scales)
{
    /// <inheritdoc/>
    public override PowerMethod Method => PowerMethod.BoxCox;

    /// <inheritdoc/>
    private protected override void Check(MatrixView x) => BoxCox.RequirePositive(x);

    /// <inheritdoc/>
    private protected override double Power(double x, double lambda) => BoxCox.Transform(x, lambda);
}
