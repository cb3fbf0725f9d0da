using Reprise.Core.Matrices;
using Reprise.Learning.Bayes;
using Reprise.Learning.Discriminant;

namespace Reprise.Learning.Files;

/// <summary>Codecs of naive Bayes and discriminant analysis.</summary>
internal static class DiscriminantCodecs
{
    public static readonly StepCodec NaiveBayes = StepCodec.For<GaussianNaiveBayesModel>(
        "gaussian-naive-bayes",
        (model, writer) =>
        {
            writer.Doubles("means", model.Means.Values, model.ClassCount, model.InputColumns);
            writer.Doubles("variances", model.Variances.Values, model.ClassCount, model.InputColumns);
            writer.Doubles("priors", model.Priors, model.ClassCount);
        },
        reader =>
        {
            var means = Table(reader, "means");
            var variances = Table(reader, "variances");
            reader.Check(variances.Values.IndexOfAnyInRange(double.MinValue, -double.Epsilon) < 0, "variances", "must be at least 0");
            return new GaussianNaiveBayesModel(means, variances, Priors(reader));
        });

    public static readonly StepCodec Linear = StepCodec.For<LinearDiscriminantAnalysisModel>(
        "linear-discriminant-analysis",
        (model, writer) =>
        {
            writer.Doubles("coefficients", model.Coefficients.Values, model.ClassCount, model.InputColumns);
            writer.Doubles("intercepts", model.Intercepts, model.ClassCount);
            writer.Doubles("priors", model.Priors, model.ClassCount);
            writer.Doubles("means", model.Means.Values, model.ClassCount, model.InputColumns);
        },
        reader =>
        {
            var coefficients = Table(reader, "coefficients");
            var intercepts = reader.Doubles("intercepts", reader.Classes);
            return new LinearDiscriminantAnalysisModel(coefficients, intercepts, Priors(reader), Table(reader, "means"));
        });

    public static readonly StepCodec Quadratic = StepCodec.For<QuadraticDiscriminantAnalysisModel>(
        "quadratic-discriminant-analysis",
        (model, writer) =>
        {
            var whitenings = new List<double>();
            foreach (var whitening in model.Whitenings)
            {
                whitenings.AddRange(whitening.Values);
            }

            writer.Doubles("means", model.Means.Values, model.ClassCount, model.InputColumns);
            writer.Doubles("whitenings", [.. whitenings], model.ClassCount, model.InputColumns, model.InputColumns);
            writer.Doubles("log_determinants", model.LogDeterminants, model.ClassCount);
            writer.Doubles("priors", model.Priors, model.ClassCount);
        },
        reader =>
        {
            var means = Table(reader, "means");
            var values = reader.Doubles("whitenings", reader.Classes, reader.Columns, reader.Columns);
            var whitenings = new Matrix[reader.Classes];
            for (var i = 0; i < whitenings.Length; i++)
            {
                whitenings[i] = new Matrix(reader.Columns, reader.Columns);
                values.AsSpan(i * reader.Columns * reader.Columns, reader.Columns * reader.Columns).CopyTo(whitenings[i].Values);
            }

            return new QuadraticDiscriminantAnalysisModel(means, whitenings, reader.Doubles("log_determinants", reader.Classes), Priors(reader));
        });

    public static readonly StepCodec Projection = StepCodec.For<DiscriminantProjectionModel>(
        "discriminant-projection",
        (model, writer) =>
        {
            writer.Doubles("centre", model.Centre, model.InputColumns);
            writer.Doubles("scalings", model.Scalings.Values, model.OutputColumns, model.InputColumns);
            writer.Doubles("ratios", model.ExplainedRatios, model.OutputColumns);
        },
        reader =>
        {
            var centre = reader.Doubles("centre", reader.Columns);
            var values = reader.Doubles("scalings", -1, reader.Columns);
            reader.Check(values.Length > 0, "scalings", "must be at least one row");
            var scalings = new Matrix(values.Length / reader.Columns, reader.Columns);
            values.CopyTo(scalings.Values);
            return new DiscriminantProjectionModel(centre, scalings, reader.Doubles("ratios", scalings.Rows));
        });

    public static readonly StepCodec[] All = [NaiveBayes, Linear, Quadratic, Projection];

    private static Matrix Table(StepReader reader, string name)
    {
        var values = reader.Doubles(name, reader.Classes, reader.Columns);
        var table = new Matrix(reader.Classes, reader.Columns);
        values.CopyTo(table.Values);
        return table;
    }

    private static double[] Priors(StepReader reader)
    {
        var priors = reader.Doubles("priors", reader.Classes);
        reader.Check(Array.TrueForAll(priors, prior => prior is >= 0 and <= 1), "priors", "must be probabilities");
        reader.Check(Math.Abs(priors.Sum() - 1) < 1e-6, "priors", "must sum to 1");
        return priors;
    }
}
