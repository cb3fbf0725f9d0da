using Reprise.Learning.Decomposition;

namespace Reprise.Learning.Files;

/// <summary>Codecs of decompositions.</summary>
internal static class DecompositionCodecs
{
    public static readonly StepCodec Pca = StepCodec.For<PcaModel>(
        "pca",
        (model, writer) =>
        {
            writer.Doubles("means", model.Means, model.InputColumns);
            writer.Doubles("components", model.Components.Values, model.OutputColumns, model.InputColumns);
            writer.Doubles("variances", model.ExplainedVariance, model.OutputColumns);
            writer.Doubles("ratios", model.ExplainedVarianceRatio, model.OutputColumns);
            writer.Doubles("singular_values", model.SingularValues, model.OutputColumns);
            writer.Number("noise_variance", model.NoiseVariance);
            writer.Flag("whiten", model.Whiten);
        },
        reader =>
        {
            var means = reader.Doubles("means", reader.Columns);
            var variances = reader.Doubles("variances", -1);
            reader.Check(variances.Length > 0 && variances.Length <= reader.Columns, "variances", "must be one or more, and no more than columns");
            reader.Check(Array.TrueForAll(variances, variance => variance >= 0), "variances", "must not be negative");
            var components = reader.Doubles("components", variances.Length, reader.Columns);
            reader.Check(Array.TrueForAll(components, value => Math.Abs(value) <= 1.0001), "components", "must be directions of length 1");
            var ratios = reader.Doubles("ratios", variances.Length);
            reader.Check(Array.TrueForAll(ratios, ratio => ratio is >= 0 and <= 1), "ratios", "must lie in [0, 1]");
            var singularValues = reader.Doubles("singular_values", variances.Length);
            reader.Check(Array.TrueForAll(singularValues, value => value >= 0), "singular_values", "must not be negative");
            var noise = reader.Number("noise_variance");
            reader.Check(noise >= 0, "noise_variance", "must not be negative");
            return new PcaModel(means, components, variances, ratios, singularValues, noise, reader.Flag("whiten"));
        });

    public static readonly StepCodec[] All = [Pca];
}
