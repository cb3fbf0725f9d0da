using Reprise.Learning.Preprocessing.Features;
using Reprise.Learning.Preprocessing.FeatureSelection;
using Reprise.Learning.Preprocessing.Quantiles;

namespace Reprise.Learning.Files;

/// <summary>Codecs of feature construction and selection.</summary>
internal static class FeatureCodecs
{
    public static readonly StepCodec Variance = StepCodec.For<VarianceThresholdModel>(
        "variance-threshold",
        (model, writer) =>
        {
            writer.Doubles("variances", model.Variances, model.InputColumns);
            writer.Integers("selected", model.Selected, model.Selected.Length);
        },
        reader => new VarianceThresholdModel(reader.Doubles("variances", reader.Columns), Selected(reader)));

    public static readonly StepCodec Selection = StepCodec.For<FeatureSelectionModel>(
        "feature-selection",
        (model, writer) =>
        {
            writer.Doubles("scores", model.Scores, model.InputColumns);
            writer.Doubles("p_values", model.PValues, model.PValues.Length);
            writer.Integers("selected", model.Selected, model.Selected.Length);
        },
        reader =>
        {
            var scores = reader.Doubles("scores", reader.Columns);
            var pValues = reader.Doubles("p_values", -1);
            reader.Check(pValues.Length == 0 || pValues.Length == reader.Columns, "p_values", "must be one per column, or none");
            reader.Check(Array.TrueForAll(pValues, value => value is >= 0 and <= 1), "p_values", "must lie in [0, 1]");
            return new FeatureSelectionModel(new FeatureScores(scores, pValues), Selected(reader));
        });

    public static readonly StepCodec Polynomial = StepCodec.For<PolynomialFeaturesModel>(
        "polynomial-features",
        (model, writer) =>
        {
            writer.Number("degree", model.Terms.Degree);
            writer.Flag("interaction_only", model.Terms.InteractionOnly);
            writer.Flag("bias", model.Terms.IncludeBias);
        },
        reader =>
        {
            var degree = reader.Count("degree", minimum: 1);
            reader.Check(degree <= PolynomialTerms.MaxDegree, "degree", $"must be at most {PolynomialTerms.MaxDegree}");
            var terms = PolynomialTerms.Make(reader.Columns, degree, reader.Flag("interaction_only"), reader.Flag("bias"));
            reader.Check(terms is not null, "degree", $"must make at most {PolynomialTerms.MaxTerms} columns");
            return new PolynomialFeaturesModel(terms!);
        });

    public static readonly StepCodec Function = StepCodec.For<FunctionTransformerModel>(
        "function",
        (model, writer) =>
        {
            writer.Name("function", model.Function);
            writer.Number("minimum", model.Minimum);
            writer.Number("maximum", model.Maximum);
        },
        reader =>
        {
            var (function, minimum, maximum) = (reader.Name<NamedFunction>("function"), reader.Number("minimum"), reader.Number("maximum"));
            reader.Check(minimum <= maximum, "minimum", "must not be above maximum");
            return new FunctionTransformerModel(function, minimum, maximum, reader.Columns);
        });

    public static readonly StepCodec Bins = StepCodec.For<KBinsDiscretizerModel>(
        "bins",
        (model, writer) =>
        {
            writer.Name("encoding", model.Encoding);
            var counts = new int[model.InputColumns];
            var edges = new List<double>();
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] = model.Edges(i).Length;
                edges.AddRange(model.Edges(i));
            }

            writer.Doubles("edges", [.. edges], edges.Count);
            writer.Integers("edge_counts", counts, counts.Length);
        },
        reader =>
        {
            var encoding = reader.Name<BinEncoding>("encoding");
            var all = reader.Doubles("edges", -1);
            var counts = reader.Integers("edge_counts", reader.Columns);
            reader.Check(Array.TrueForAll(counts, count => count > 0), "edge_counts", "must be above 0");
            reader.Check(counts.Sum(count => (long)count) == all.Length, "edge_counts", "must sum to the number of edges");
            var edges = new double[counts.Length][];
            var start = 0;
            for (var i = 0; i < edges.Length; i++)
            {
                edges[i] = all[start..(start + counts[i])];
                start += counts[i];
                for (var at = 1; at < edges[i].Length; at++)
                {
                    reader.Check(edges[i][at - 1] < edges[i][at], "edges", "must ascend in each column");
                }
            }

            return new KBinsDiscretizerModel(edges, encoding);
        });

    public static readonly StepCodec[] All = [Variance, Selection, Polynomial, Function, Bins];

    private static int[] Selected(StepReader reader)
    {
        var selected = EncodingCodecs.Ascending(reader, "selected", reader.Integers("selected", -1));
        reader.Check(selected.Length > 0, "selected", "must not be empty");
        return selected;
    }
}
