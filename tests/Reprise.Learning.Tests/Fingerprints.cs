using System.Diagnostics;
using System.Runtime.InteropServices;
using Reprise.Core.Hashing;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Files;
using Reprise.Learning.Neural;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Tests.Sparse;
using Reprise.Learning.Trees;
using Reprise.Testing.Estimators;

namespace Reprise.Learning.Tests;

/// <summary>What every estimator learns and predicts, here and in a process that believes the machine to be another.</summary>
/// <remarks>
/// The contract's sample is small and badly scaled: on it every variant of the contract tests. 100 rows of 30 columns take the wide paths of the kernels and
/// their tails: on them each estimator once. Iterations and trees are cut, because a processor without vectors needs four times as long.
/// </remarks>
internal static class Fingerprints
{
    public const string Verb = "fingerprints";
    private const int MostIterations = 10;
    private const string Target = "target";

    public static IReadOnlyList<string> Here()
    {
        object[] variants =
        [
            .. Estimators(EstimatorContractTests.Transformers),
            .. Estimators(EstimatorContractTests.SupervisedTransformers),
            .. Estimators(EstimatorContractTests.Classifiers),
            .. Estimators(EstimatorContractTests.Regressors),
            .. Estimators(EstimatorContractTests.Clusterers),
        ];
        variants = [.. variants.Select(Shortened)];
        return [.. variants.Select(EstimatorFingerprints.Line), .. Wide(variants), SparseNetwork()];
    }

    /// <summary>Writes the lines to standard output.</summary>
    public static int Print()
    {
        foreach (var line in Here())
        {
            Console.Out.WriteLine(line);
        }

        return 0;
    }

    /// <summary>The lines of a child process that has more settings of the runtime, as "NAME=value NAME=value".</summary>
    public static async Task<IReadOnlyList<string>> ElsewhereAsync(string settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { Verb }, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var setting in settings.Split(' '))
        {
            var parts = setting.Split('=');
            start.Environment[parts[0]] = parts[1];
        }

        using var child = Process.Start(start)!;
        var lines = new List<string>();
        while (await child.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            lines.Add(line);
        }

        await child.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, child.ExitCode);
        return lines;
    }

    private static IEnumerable<object> Estimators<T>(TheoryData<T> data)
        where T : class => data.Select(row => (object)row.Data);

    private static IEnumerable<string> Wide(IEnumerable<object> variants)
    {
        var rows = GoldenSet.Load("breast_cancer").Table().TakeRows([.. Enumerable.Range(0, 100)]);
        var features = rows.Without("class");
        var labelled = features.With(rows["class"].Rename(Target));
        var valued = new Table([.. features.Columns.Skip(1), features.Columns[0].Rename(Target)]);
        foreach (var estimator in variants.DistinctBy(variant => variant.GetType()))
        {
            yield return estimator switch
            {
                IPreprocessor step => Line(step, new ClassifierPipeline { Steps = [step], Classifier = new DecisionTreeClassifier() }, labelled),
                IClassifier classifier => Line(classifier, new ClassifierPipeline { Classifier = classifier }, labelled),
                IRegressor regressor => Line(regressor, new RegressorPipeline { Regressor = regressor }, valued),
                IClusterer clusterer => Line(clusterer, features),
                var other => throw new InvalidOperationException($"{other} is no estimator."),
            };
        }
    }

    /// <summary>Of a network on rows that are mostly zeros, which take kernels of their own.</summary>
    private static string SparseNetwork()
    {
        const int Rows = 270;
        var x = new Matrix(Rows, 70);
        SparseProductTests.Rows(Rows, x.Columns, new Rng(9)).CopyTo(x.Values);
        int[] y = [.. Enumerable.Range(0, Rows).Select(row => row % 3)];
        var model = new MlpClassifier { HiddenLayers = [100, 21], BatchSize = Rows, MaxEpochs = 3 }.Fit(x, y, 3);
        return $"sparse network {ContentHash.Sha256(MemoryMarshal.AsBytes(model.Fit.Network.Parameters))}";
    }

    private static object Shortened(object estimator)
    {
        var type = estimator.GetType();
        var shortened = type.GetMethod("<Clone>$")!.Invoke(estimator, null)!;
        foreach (var name in (string[])["MaxEpochs", "MaxIterations", "Rounds", "Trees"])
        {
            if (type.GetProperty(name) is { } property && property.GetValue(shortened) is int and > MostIterations)
            {
                property.SetValue(shortened, MostIterations);
            }
        }

        return shortened;
    }

    private static string Line(object estimator, ClassifierPipeline pipeline, Table table)
    {
        var model = pipeline.Fit(table, Target);
        return Line(estimator, model, MemoryMarshal.AsBytes(model.Predict(table).Probabilities.Values));
    }

    private static string Line(object estimator, RegressorPipeline pipeline, Table table)
    {
        var model = pipeline.Fit(table, Target);
        return Line(estimator, model, MemoryMarshal.AsBytes<double>(model.Predict(table)));
    }

    private static string Line(IClusterer clusterer, Table table)
    {
        var model = new ClustererPipeline { Clusterer = clusterer }.Fit(table);
        return Line(clusterer, model, MemoryMarshal.AsBytes<int>(model.Predict(table)));
    }

    private static string Line(object estimator, ITabularModel model, ReadOnlySpan<byte> predictions)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(model, stream);
        return $"wide {estimator.GetType().FullName} {ContentHash.Sha256(stream.ToArray())} predicts {ContentHash.Sha256(predictions)}";
    }
}
