using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Powers;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of the power transforms.</summary>
internal static class PowerExporters
{
    private const double Epsilon = 2.220446049250313e-16;

    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<YeoJohnsonModel>((model, graph, x) => Standardized(model, graph, YeoJohnson(graph, x, model.Lambdas))),
        OnnxExporter.For<BoxCoxModel>((model, graph, x) => Standardized(model, graph, BoxCox(graph, x, model.Lambdas))),
    ];

    /// <summary>What overflows is cut to the ends of the double range, before and after.</summary>
    private static OnnxValue Standardized(PowerTransformerModel model, OnnxGraph graph, OnnxValue transformed) =>
        graph.Saturate(graph.CentreAndScale(graph.Saturate(transformed), model.Centres, model.Scales));

    /// <summary>
    /// With a = |x| + 1 and per column and sign the exponent e (λ above 0, 2 − λ below): sign(x) · (aᵉ − 1)/e, or sign(x) · ln a where e is 0.
    /// </summary>
    private static OnnxValue YeoJohnson(OnnxGraph graph, OnnxValue x, ReadOnlySpan<double> lambdas)
    {
        var shifted = graph.Node("Add", graph.Node("Abs", x), graph.Scalar(1));
        var (above, below) = (lambdas.ToArray(), new double[lambdas.Length]);
        for (var i = 0; i < lambdas.Length; i++)
        {
            below[i] = 2 - lambdas[i];
        }

        return graph.Where(
            graph.Node("GreaterOrEqual", x, graph.Scalar(0)), Side(graph, shifted, above), graph.Node("Neg", Side(graph, shifted, below)));
    }

    private static OnnxValue Side(OnnxGraph graph, OnnxValue shifted, double[] exponents)
    {
        var zero = Array.ConvertAll(exponents, exponent => Math.Abs(exponent) <= Epsilon);
        var safe = Array.ConvertAll(exponents, exponent => Math.Abs(exponent) <= Epsilon ? 1 : exponent);
        var power = PowerLessOne(graph, shifted, safe);
        return Array.Exists(zero, isZero => isZero) ? graph.Where(graph.Mask(zero), graph.Node("Log", shifted), power) : power;
    }

    /// <summary>With p = λ ln x: (xᵖ − 1)/λ, near p = 0 by the series ln x · (1 + p/2! + p²/3! + …), as the model does.</summary>
    private static OnnxValue BoxCox(OnnxGraph graph, OnnxValue x, ReadOnlySpan<double> lambdas)
    {
        var log = graph.Node("Log", x);
        var power = graph.Node("Mul", log, graph.Doubles(lambdas));
        var series = graph.Node("Mul", log, graph.Polynomial(power, InverseFactorials()));
        var safe = Array.ConvertAll(lambdas.ToArray(), lambda => lambda == 0 ? 1 : lambda);
        return graph.Where(graph.Node("Less", graph.Node("Abs", power), graph.Scalar(0.25)), series, PowerLessOne(graph, x, safe));
    }

    private static OnnxValue PowerLessOne(OnnxGraph graph, OnnxValue x, double[] exponents)
    {
        var exponent = graph.Doubles(exponents);
        return graph.Node("Div", graph.Node("Sub", graph.Node("Pow", x, exponent), graph.Scalar(1)), exponent);
    }

    /// <summary>1, 1/2!, … 1/15!.</summary>
    private static double[] InverseFactorials()
    {
        var result = new double[15];
        var factorial = 1.0;
        for (var i = 0; i < result.Length; i++)
        {
            factorial *= i + 1;
            result[i] = 1 / factorial;
        }

        return result;
    }
}
