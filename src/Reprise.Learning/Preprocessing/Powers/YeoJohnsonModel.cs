namespace Reprise.Learning.Preprocessing.Powers;

/// <summary>A fitted <see cref="PowerTransformer"/> of the Yeo-Johnson family.</summary>
internal sealed class YeoJohnsonModel(double[] lambdas, double[] centres, double[] scales) : PowerTransformerModel(lambdas, centres, scales)
{
    /// <inheritdoc/>
    public override PowerMethod Method => PowerMethod.YeoJohnson;

    /// <inheritdoc/>
    private protected override double Power(double x, double lambda) => YeoJohnson.Transform(x, lambda);
}
