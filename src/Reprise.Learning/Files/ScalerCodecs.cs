using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Powers;
using Reprise.Learning.Preprocessing.Quantiles;

namespace Reprise.Learning.Files;

/// <summary>Codecs of the preprocessing steps.</summary>
internal static class ScalerCodecs
{
    public static readonly StepCodec Standard = StepCodec.For<StandardScalerModel>(
        "standard-scaler",
        (model, writer) => WriteScale(writer, model.Centres, model.Scales),
        reader => new StandardScalerModel(reader.Doubles("centres", reader.Columns), Scales(reader)));

    public static readonly StepCodec Robust = StepCodec.For<RobustScalerModel>(
        "robust-scaler",
        (model, writer) => WriteScale(writer, model.Centres, model.Scales),
        reader => new RobustScalerModel(reader.Doubles("centres", reader.Columns), Scales(reader)));

    public static readonly StepCodec YeoJohnson = StepCodec.For<YeoJohnsonModel>(
        "yeo-johnson",
        WritePower,
        reader => new YeoJohnsonModel(Lambdas(reader), reader.Doubles("centres", reader.Columns), Scales(reader)));

    public static readonly StepCodec BoxCox = StepCodec.For<BoxCoxModel>(
        "box-cox",
        WritePower,
        reader => new BoxCoxModel(Lambdas(reader), reader.Doubles("centres", reader.Columns), Scales(reader)));

    public static readonly StepCodec MaxAbs = StepCodec.For<MaxAbsScalerModel>(
        "max-abs-scaler",
        (model, writer) => writer.Doubles("scales", model.Scales, model.InputColumns),
        reader => new MaxAbsScalerModel(Scales(reader)));

    public static readonly StepCodec Normalizer = StepCodec.For<NormalizerModel>(
        "normalizer",
        (model, writer) => writer.Name("norm", model.Norm),
        reader => new NormalizerModel(reader.Name<VectorNorm>("norm"), reader.Columns));

    public static readonly StepCodec Quantile = StepCodec.For<QuantileTransformerModel>(
        "quantile-transformer",
        (model, writer) =>
        {
            writer.Name("output", model.Output);
            writer.Doubles("quantiles", model.Quantiles, model.InputColumns, model.Quantiles.Length / model.InputColumns);
        },
        reader =>
        {
            var output = reader.Name<OutputDistribution>("output");
            var quantiles = reader.Doubles("quantiles", reader.Columns, -1);
            reader.Check(quantiles.Length > 0, "quantiles", "must name at least one landmark a column");
            var count = quantiles.Length / reader.Columns;
            for (var i = 1; i < quantiles.Length; i++)
            {
                reader.Check(i % count == 0 || quantiles[i - 1] <= quantiles[i], "quantiles", "must ascend in each column");
            }

            return new QuantileTransformerModel(quantiles, reader.Columns, output);
        });

    public static readonly StepCodec MinMax = StepCodec.For<MinMaxScalerModel>(
        "min-max-scaler",
        (model, writer) =>
        {
            writer.Doubles("offsets", model.Offsets, model.InputColumns);
            writer.Doubles("factors", model.Factors, model.InputColumns);
            writer.Flag("clip", model.Limits is not null);
            if (model.Limits is var (minimum, maximum))
            {
                writer.Number("minimum", minimum);
                writer.Number("maximum", maximum);
            }
        },
        reader =>
        {
            (double Minimum, double Maximum)? limits = reader.Flag("clip") ? (reader.Number("minimum"), reader.Number("maximum")) : null;
            reader.Check(limits is not var (minimum, maximum) || minimum <= maximum, "minimum", "must not be above maximum");
            return new MinMaxScalerModel(reader.Doubles("offsets", reader.Columns), reader.Doubles("factors", reader.Columns), limits);
        });

    public static readonly StepCodec[] All = [Standard, Robust, MinMax, MaxAbs, Normalizer, Quantile, YeoJohnson, BoxCox];

    private static void WritePower(PowerTransformerModel model, StepWriter writer)
    {
        writer.Doubles("lambdas", model.Lambdas, model.InputColumns);
        WriteScale(writer, model.Centres, model.Scales);
    }

    private static double[] Lambdas(StepReader reader) => reader.Doubles("lambdas", reader.Columns);

    private static void WriteScale(StepWriter writer, ReadOnlySpan<double> centres, ReadOnlySpan<double> scales)
    {
        writer.Doubles("centres", centres, centres.Length);
        writer.Doubles("scales", scales, scales.Length);
    }

    private static double[] Scales(StepReader reader)
    {
        var scales = reader.Doubles("scales", reader.Columns);
        reader.Check(Array.TrueForAll(scales, scale => scale > 0), "scales", "must be above 0");
        return scales;
    }
}
