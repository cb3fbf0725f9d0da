using Reprise.Learning.Preprocessing;

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

    public static readonly StepCodec Power = StepCodec.For<PowerTransformerModel>(
        "yeo-johnson",
        (model, writer) =>
        {
            writer.Doubles("lambdas", model.Lambdas, model.InputColumns);
            WriteScale(writer, model.Centres, model.Scales);
        },
        reader => new PowerTransformerModel(
            reader.Doubles("lambdas", reader.Columns), reader.Doubles("centres", reader.Columns), Scales(reader)));

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

    public static readonly StepCodec[] All = [Standard, Robust, MinMax, Power];

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
