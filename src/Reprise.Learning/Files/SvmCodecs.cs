using Reprise.Core.Matrices;
using Reprise.Learning.Svm;

namespace Reprise.Learning.Files;

/// <summary>Codecs of support vector machines.</summary>
internal static class SvmCodecs
{
    public static readonly StepCodec Classifier = StepCodec.For<SvmClassifierModel>(
        "svm-classifier",
        (model, writer) =>
        {
            WriteVectors(writer, model.Vectors, model.SupportIndices, model.Converged);
            writer.Integers("classes", model.TrainedClasses, model.TrainedClasses.Length);
            writer.Integers("counts", model.SupportCounts, model.SupportCounts.Length);
            writer.Doubles("coefficients", model.DualCoefficients, model.TrainedClasses.Length - 1, model.Vectors.Count);
            writer.Doubles("intercepts", model.Intercepts, model.Intercepts.Length);
            writer.Flag("calibrated", model.Sigmoids.Length > 0);
            if (model.Sigmoids.Length > 0)
            {
                var sigmoids = new double[2 * model.Sigmoids.Length];
                for (var i = 0; i < model.Sigmoids.Length; i++)
                {
                    (sigmoids[2 * i], sigmoids[(2 * i) + 1]) = model.Sigmoids[i];
                }

                writer.Doubles("sigmoids", sigmoids, model.Sigmoids.Length, 2);
            }
        },
        reader =>
        {
            var (vectors, indices, converged) = ReadVectors(reader);
            var present = reader.Integers("classes", -1);
            reader.Check(present.Length is >= 2 and <= ushort.MaxValue / 2 && present.Length <= reader.Classes, "classes", "must name at least two of the model's classes");
            for (var i = 0; i < present.Length; i++)
            {
                reader.Check(present[i] < reader.Classes && present[i] > (i == 0 ? -1 : present[i - 1]), "classes", "must ascend among the model's classes");
            }

            var counts = reader.Integers("counts", present.Length);
            reader.Check(Array.TrueForAll(counts, count => count >= 0), "counts", "must be at least 0");
            reader.Check(counts.Sum(count => (long)count) == vectors.Count, "counts", "must sum to the number of support vectors");
            var pairs = present.Length * (present.Length - 1) / 2;
            var coefficients = reader.Doubles("coefficients", present.Length - 1, vectors.Count);
            var intercepts = reader.Doubles("intercepts", pairs);
            var sigmoids = reader.Flag("calibrated") ? reader.Doubles("sigmoids", pairs, 2) : [];
            return new SvmClassifierModel(
                vectors,
                reader.Classes,
                present,
                counts,
                indices,
                coefficients,
                intercepts,
                [.. Enumerable.Range(0, sigmoids.Length / 2).Select(i => new PlattSigmoid(sigmoids[2 * i], sigmoids[(2 * i) + 1]))],
                converged);
        });

    public static readonly StepCodec Regressor = StepCodec.For<SvmRegressorModel>(
        "svm-regressor",
        (model, writer) =>
        {
            WriteVectors(writer, model.Vectors, model.SupportIndices, model.Converged);
            writer.Doubles("coefficients", model.DualCoefficients, model.Vectors.Count);
            writer.Number("intercept", model.Intercept);
        },
        reader =>
        {
            var (vectors, indices, converged) = ReadVectors(reader);
            return new SvmRegressorModel(vectors, indices, reader.Doubles("coefficients", vectors.Count), reader.Number("intercept"), converged);
        });

    public static readonly StepCodec[] All = [Classifier, Regressor];

    private static void WriteVectors(StepWriter writer, SupportVectors vectors, ReadOnlySpan<int> indices, bool converged)
    {
        writer.Text("kernel", Name(vectors.Kernel.Kernel));
        writer.Number("gamma", vectors.Kernel.Gamma);
        writer.Number("coef0", vectors.Kernel.Coef0);
        writer.Number("degree", vectors.Kernel.Degree);
        writer.Flag("converged", converged);
        writer.Doubles("support_vectors", vectors.ToMatrix().Values, vectors.Count, vectors.Columns);
        writer.Integers("support_indices", indices, indices.Length);
    }

    private static (SupportVectors Vectors, int[] Indices, bool Converged) ReadVectors(StepReader reader)
    {
        var name = reader.Text("kernel");
        var kinds = Enum.GetValues<SvmKernel>();
        var at = Array.FindIndex(kinds, kind => Name(kind) == name);
        reader.Check(at >= 0, "kernel", "must be linear, rbf, polynomial or sigmoid");
        var gamma = reader.Number("gamma");
        reader.Check(gamma > 0, "gamma", "must be above 0");
        var coef0 = reader.Number("coef0");
        var degree = reader.Count("degree", 1);
        reader.Check(degree <= 100, "degree", "must be at most 100");
        var converged = reader.Flag("converged");
        var values = reader.Doubles("support_vectors", -1, reader.Columns);
        var rows = values.Length / reader.Columns;
        var indices = reader.Integers("support_indices", rows);
        reader.Check(Array.TrueForAll(indices, index => index >= 0), "support_indices", "must be at least 0");
        return (new SupportVectors(new MatrixView(values, rows, reader.Columns), new KernelFunction(kinds[at], gamma, coef0, degree)), indices, converged);
    }

    private static string Name(SvmKernel kernel) => kernel switch
    {
        SvmKernel.Rbf => "rbf",
        SvmKernel.Linear => "linear",
        SvmKernel.Polynomial => "polynomial",
        _ => "sigmoid",
    };
}
