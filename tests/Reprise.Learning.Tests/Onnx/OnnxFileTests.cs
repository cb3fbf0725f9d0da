using Reprise.Core.Tables;
using Reprise.Learning.Bayes;
using Reprise.Learning.Boosting;
using Reprise.Learning.Calibration;
using Reprise.Learning.Clustering;
using Reprise.Learning.Decomposition;
using Reprise.Learning.Discriminant;
using Reprise.Learning.Linear;
using Reprise.Learning.Neighbours;
using Reprise.Learning.Neural;
using Reprise.Learning.Onnx;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Svm;
using Reprise.Learning.Trees;
using Reprise.Native.OnnxRuntime;

namespace Reprise.Learning.Tests.Onnx;

public sealed class OnnxFileTests
{
    private static readonly Dictionary<string, ClassifierPipeline> Pipelines = new()
    {
        ["forest"] = new() { Classifier = new RandomForestClassifier { Trees = 10, MinSamplesLeaf = 3 } },
        ["power, forest"] = new() { Steps = [new PowerTransformer(), new RobustScaler()], Classifier = new RandomForestClassifier { Trees = 10 } },
        ["standardised, network"] = new() { Steps = [new StandardScaler()], Classifier = new MlpClassifier { HiddenLayers = [20], MaxEpochs = 15 } },
        ["standardised, logistic"] = new() { Steps = [new StandardScaler()], Classifier = new LogisticRegression() },
        ["components, discriminant"] = new() { Steps = [new StandardScaler(), new Pca()], Classifier = new LinearDiscriminantAnalysis() },
        ["standardised, support vectors"] = new() { Steps = [new StandardScaler()], Classifier = new SvmClassifier() },
        ["robust, neighbours"] = new() { Steps = [new RobustScaler()], Classifier = new KNearestNeighboursClassifier { Weights = NeighbourWeights.Distance } },
        ["boosted"] = new() { Classifier = new HistogramGradientBoostingClassifier { Rounds = 15 } },
        ["calibrated bayes"] = new() { Classifier = new CalibratedClassifier { Classifier = new GaussianNaiveBayes() } },
        ["scalers, tree"] = new() { Steps = [new StandardScaler(), new MinMaxScaler { Clip = true }], Classifier = new DecisionTreeClassifier() },
    };

    public static TheoryData<string, string> Cases =>
        [("digits", "forest"), .. from set in (string[])["iris", "breast_cancer", "turkish"] from name in Pipelines.Keys select (set, name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Write_OfPipelinesOnReferenceData_AgreesOnAThousandRows(string set, string name)
    {
        var golden = GoldenSet.Load(set);
        var model = Pipelines[name].Fit(golden.Table(), "class");
        var rows = Between(golden.Table(), 1000);
        var expected = model.Predict(rows);

        foreach (var inputs in Enum.GetValues<OnnxInputs>())
        {
            var outputs = OnnxRunner.Run(model, rows, new OnnxOptions { Inputs = inputs });
            OnnxRunner.Agree(expected.Probabilities.Values, outputs["probabilities"]);
            Assert.Equal(expected.Labels, Labels(outputs["label"]));
            Assert.Equal([1000L, model.Classes.Count], outputs["probabilities"].Shape);
        }
    }

    [Fact]
    public void Write_OfARegressorPipeline_GivesItsValues()
    {
        var table = GoldenSet.Load("breast_cancer").Table().Without("class");
        var target = table.Columns[^1].Name;
        var model = new RegressorPipeline { Steps = [new StandardScaler()], Regressor = new Ridge() }.Fit(table, target);
        var rows = Between(table, 1000);

        foreach (var precision in Enum.GetValues<OnnxPrecision>())
        {
            var values = OnnxRunner.Run(model, rows, new OnnxOptions { Inputs = OnnxInputs.Matrix, Precision = precision })["variable"];
            OnnxRunner.Agree(model.Predict(rows), values, precision == OnnxPrecision.Double ? 1e-12 : 1e-5);
            Assert.Equal([1000L, 1], values.Shape);
        }
    }

    [Fact]
    public void Write_OfAClustererPipeline_GivesItsClusters()
    {
        var table = GoldenSet.Load("turkish").Table().Without("class");
        var model = new ClustererPipeline { Steps = [new StandardScaler()], Clusterer = new KMeans { Clusters = 4 } }.Fit(table);
        var rows = Between(table, 1000);
        var labels = OnnxRunner.Run(model, rows)["label"];

        Assert.Equal(model.Predict(rows).Select(cluster => (long)cluster), labels.ToArray<long>());
        Assert.Equal([1000L], labels.Shape);
    }

    [Fact]
    public void Write_InDoublePrecision_AgreesToTheLastDigits()
    {
        var golden = GoldenSet.Load("turkish");
        var model = new ClassifierPipeline { Steps = [new PowerTransformer()], Classifier = new DecisionTreeClassifier { MinSamplesLeaf = 4 } }.Fit(golden.Table(), "class");
        var expected = model.Predict(golden.Table());
        var outputs = OnnxRunner.Run(model, golden.Table(), new OnnxOptions { Precision = OnnxPrecision.Double });

        OnnxRunner.Agree(expected.Probabilities.Values, outputs["probabilities"], 1e-7);
        Assert.Equal(expected.Labels, Labels(outputs["label"]));
        Assert.Equal(OnnxElementType.Double, outputs["probabilities"].Type);
    }

    [Fact]
    public void Write_OfWholeNumberClassesAndMixedColumns_GivesNumbersAndTakesEachColumnsType()
    {
        var table = new Table(
        [
            new Column<long>("count", [1, 2, 3, 4, 5, 6]),
            new Column<double>("ölçü (cm)", [0.5, 0.25, 1, 2, 4, 8]),
            new Column<long>("y", [10, 10, 10, -2, -2, -2]),
        ]);
        var model = new ClassifierPipeline { Classifier = new DecisionTreeClassifier() }.Fit(table, "y");
        var outputs = OnnxRunner.Run(model, table);

        Assert.Equal([10L, 10, 10, -2, -2, -2], outputs["label"].ToArray<long>());
        Assert.Equal(["-2", "10"], model.Classes);
        using var session = new OnnxSession(OnnxRunner.Bytes(model));
        Assert.Equal(["count", "ölçü (cm)"], session.Inputs);
        Assert.Equal(["label", "probabilities"], session.Outputs);
    }

    [Fact]
    public void Write_OfTheSameModelTwice_GivesTheSameBytes()
    {
        var model = Pipelines["power, forest"].Fit(GoldenSet.Load("iris").Table(), "class");

        Assert.Equal(OnnxRunner.Bytes(model), OnnxRunner.Bytes(model));
    }

    [Fact]
    public void Save_ToAFile_WritesWhatWriteWrites()
    {
        var model = Pipelines["scalers, tree"].Fit(GoldenSet.Load("iris").Table(), "class");
        var folder = Directory.CreateTempSubdirectory("reprise-onnx-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.onnx");
            OnnxFile.Save(model, path);

            Assert.Equal(OnnxRunner.Bytes(model), File.ReadAllBytes(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Write_OfAColumnNamedLikeAnOutput_SaysWhatToDo()
    {
        var table = new Table([new Column<double>("label", [1, 2, 3, 4]), new Column<bool>("y", [true, false, true, false])]);
        var model = new ClassifierPipeline { Classifier = new DecisionTreeClassifier() }.Fit(table, "y");

        Assert.Contains("'label'", Assert.Throws<ArgumentException>(() => OnnxRunner.Bytes(model)).Message, StringComparison.Ordinal);
        Assert.Equal(["False", "True"], model.Classes.Select(label => label).Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(model.Predict(table).Labels, Labels(OnnxRunner.Run(model, table, new OnnxOptions { Inputs = OnnxInputs.Matrix })["label"]));
    }

    /// <summary>Rows halfway between two rows of a table, rounded to singles.</summary>
    internal static Table Between(Table table, int count) =>
        new(
        [
            .. table.Without("class").Columns.Select(column => new Column<double>(
                column.Name,
                [.. Enumerable.Range(0, count).Select(row => (double)(float)((column.NumberAt(row % column.Length) + column.NumberAt(row * 7 % column.Length)) / 2))])),
        ]);

    private static string[] Labels(OnnxTensor labels) =>
        labels.Type == OnnxElementType.String
            ? labels.ToArray<string>()
            : Array.ConvertAll(labels.ToArray<long>(), label => label.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
