using Reprise.Learning.Linear;
using Reprise.Learning.Svm;

namespace Reprise.Learning.Files;

/// <summary>Codecs of linear models.</summary>
internal static class LinearCodecs
{
    public static readonly StepCodec Logistic = StepCodec.For<LogisticRegressionModel>(
        "logistic-regression",
        (model, writer) =>
        {
            writer.Integers("classes", model.Classes, model.Classes.Length);
            writer.Doubles("coefficients", model.Coefficients.Values, model.Coefficients.Rows, model.InputColumns);
            writer.Doubles("intercepts", model.Intercepts, model.Intercepts.Length);
            writer.Number("iterations", model.Iterations);
            writer.Flag("converged", model.Converged);
        },
        reader =>
        {
            var classes = Classes(reader);
            var outputs = classes.Length == 2 ? 1 : classes.Length;
            return new LogisticRegressionModel(
                reader.Doubles("coefficients", outputs, reader.Columns),
                reader.Doubles("intercepts", outputs),
                classes,
                reader.Columns,
                reader.Classes,
                reader.Count("iterations"),
                reader.Flag("converged"));
        });

    public static readonly StepCodec Linear = StepCodec.For<LinearRegressionModel>(
        "linear-regression",
        (model, writer) =>
        {
            writer.Doubles("coefficients", model.Coefficients, model.InputColumns);
            writer.Number("intercept", model.Intercept);
        },
        reader => new LinearRegressionModel(reader.Doubles("coefficients", reader.Columns), reader.Number("intercept")));

    public static readonly StepCodec ElasticNet = StepCodec.For<ElasticNetModel>(
        "elastic-net",
        (model, writer) =>
        {
            writer.Doubles("coefficients", model.Coefficients, model.InputColumns);
            writer.Number("intercept", model.Intercept);
            writer.Number("iterations", model.Iterations);
            writer.Number("duality_gap", model.DualityGap);
            writer.Flag("converged", model.Converged);
        },
        reader =>
        {
            var coefficients = reader.Doubles("coefficients", reader.Columns);
            var gap = reader.Number("duality_gap");
            reader.Check(gap >= 0, "duality_gap", "must not be negative");
            return new ElasticNetModel(coefficients, reader.Number("intercept"), reader.Count("iterations"), gap, reader.Flag("converged"));
        });

    public static readonly StepCodec SvmClassifier = StepCodec.For<LinearSvmClassifierModel>(
        "linear-svm-classifier",
        (model, writer) =>
        {
            writer.Integers("classes", model.Classes, model.Classes.Length);
            writer.Doubles("coefficients", model.Coefficients.Values, model.Coefficients.Rows, model.InputColumns);
            writer.Doubles("intercepts", model.Intercepts, model.Intercepts.Length);
            var sigmoids = new double[2 * model.Sigmoids.Length];
            for (var i = 0; i < model.Sigmoids.Length; i++)
            {
                (sigmoids[2 * i], sigmoids[(2 * i) + 1]) = model.Sigmoids[i];
            }

            writer.Doubles("sigmoids", sigmoids, model.Sigmoids.Length, 2);
            writer.Number("iterations", model.Iterations);
            writer.Flag("converged", model.Converged);
        },
        reader =>
        {
            var classes = Classes(reader);
            var outputs = classes.Length == 2 ? 1 : classes.Length;
            return new LinearSvmClassifierModel(
                reader.Doubles("coefficients", outputs, reader.Columns),
                reader.Doubles("intercepts", outputs),
                [.. reader.Doubles("sigmoids", outputs, 2).Chunk(2).Select(pair => new PlattSigmoid(pair[0], pair[1]))],
                classes,
                reader.Columns,
                reader.Classes,
                reader.Count("iterations"),
                reader.Flag("converged"));
        });

    public static readonly StepCodec SvmRegressor = StepCodec.For<LinearSvmRegressorModel>(
        "linear-svm-regressor",
        (model, writer) =>
        {
            writer.Doubles("coefficients", model.Coefficients, model.InputColumns);
            writer.Number("intercept", model.Intercept);
            writer.Number("iterations", model.Iterations);
            writer.Flag("converged", model.Converged);
        },
        reader => new LinearSvmRegressorModel(
            reader.Doubles("coefficients", reader.Columns), reader.Number("intercept"), reader.Count("iterations"), reader.Flag("converged")));

    public static readonly StepCodec[] All = [Logistic, Linear, ElasticNet, SvmClassifier, SvmRegressor];

    private static int[] Classes(StepReader reader)
    {
        var classes = reader.Integers("classes", -1);
        reader.Check(classes.Length >= 2, "classes", "must name at least two classes");
        for (var i = 0; i < classes.Length; i++)
        {
            reader.Check(classes[i] >= 0 && classes[i] < reader.Classes && (i == 0 || classes[i] > classes[i - 1]), "classes", "must ascend within the model's classes");
        }

        return classes;
    }
}
