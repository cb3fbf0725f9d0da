using System.Collections;
using System.Text;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Columns;
using Reprise.Learning.Preprocessing.Encoding;
using Reprise.Learning.Preprocessing.Imputation;
using Reprise.Learning.Trees;
using Reprise.Serving.Models;
using Reprise.Serving.Requests;

namespace Reprise.Serving.Tests.Models;

/// <summary>A model over numbers with gaps, text and booleans, from directory to request.</summary>
public sealed class MixedColumnsTests : IDisposable
{
    private static readonly Table Rows = new([
        new Column<double>("area", [50, 0, 120, 80, 65, 200], new BitArray(new[] { false, true, false, false, false, false })),
        new Column<string>("town", ["Ankara", "İzmir", "Bursa", "", "Ankara", "İzmir"], new BitArray(new[] { false, false, false, true, false, false })),
        new Column<bool>("garden", [false, true, true, false, false, true]),
        new Column<string>("price", ["low", "low", "high", "low", "low", "high"]),
    ]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_OfTextNumbersAndBooleans_PredictsTheSameAndSaysTheirTypes()
    {
        var (fitted, loaded) = WriteAndLoad();

        Assert.Equal(
            [new SignatureField("area", SignatureType.Double, false), new SignatureField("town", SignatureType.String, false), new SignatureField("garden", SignatureType.Boolean)],
            loaded.Info.Signature.Inputs);
        Assert.Equal(
            fitted.Predict(Rows, TestContext.Current.CancellationToken).Probabilities.Values.ToArray(),
            loaded.Classifier.Predict(Rows, TestContext.Current.CancellationToken).Probabilities.Values.ToArray());
        Assert.Equal("Ankara", loaded.InputExample!["town"].TextAt(0));
    }

    [Theory]
    [InlineData("""{"dataframe_records": [{"area": null, "town": "Paris", "garden": true}, {"town": null, "garden": false}]}""")]
    [InlineData("""{"dataframe_split": {"columns": ["garden", "town"], "data": [[true, "Paris"], [false, null]]}}""")]
    [InlineData("""{"inputs": [[null, "Paris", true], [null, null, false]]}""")]
    public void Predict_OfARequestWithGapsAndNewText_Answers(string body)
    {
        var (fitted, loaded) = WriteAndLoad();
        var schema = new InputSchema(loaded.Info.Signature, loaded.Classifier.Inputs);

        var request = InvocationReader.Read(Encoding.UTF8.GetBytes(body), schema, new InputLimits());

        Assert.Empty(request.Problems);
        var expected = new Table([
            new Column<double>("area", [0, 0], new BitArray(2, true)),
            new Column<string>("town", ["Paris", ""], new BitArray(new[] { false, true })),
            new Column<bool>("garden", [true, false]),
        ]);
        Assert.Equal(
            fitted.Predict(expected, TestContext.Current.CancellationToken).Probabilities.Values.ToArray(),
            loaded.Classifier.Predict(request.Table!, TestContext.Current.CancellationToken).Probabilities.Values.ToArray());
    }

    [Fact]
    public void Read_OfTextWhereNumbersAre_NamesTheCell()
    {
        var (_, loaded) = WriteAndLoad();
        var schema = new InputSchema(loaded.Info.Signature, loaded.Classifier.Inputs);

        var request = InvocationReader.Read(
            Encoding.UTF8.GetBytes("""{"dataframe_records": [{"area": "big", "town": 3, "garden": null}]}"""), schema, new InputLimits());

        Assert.Equal([InputRules.Type, InputRules.Type, InputRules.Null], request.Problems.Select(problem => problem.Rule));
    }

    [Fact]
    public void Read_OfCsv_KeepsTextAndGaps()
    {
        var (_, loaded) = WriteAndLoad();
        var schema = new InputSchema(loaded.Info.Signature, loaded.Classifier.Inputs);

        var request = CsvBodyReader.Read(
            "town,garden,area\nİzmir,true,\n"u8.ToArray(), schema, new InputLimits(), TestContext.Current.CancellationToken);

        Assert.Empty(request.Problems);
        Assert.Equal("İzmir", request.Table!["town"].TextAt(0));
        Assert.True(request.Table["area"].IsNull(0));
        Assert.Single(loaded.Classifier.Predict(request.Table, TestContext.Current.CancellationToken).Labels);
    }

    private (ClassifierPipelineModel Fitted, LoadedModel Loaded) WriteAndLoad()
    {
        var fitted = new ClassifierPipeline
        {
            Columns = new ColumnTransformer
            {
                Blocks =
                [
                    new() { Name = "numbers", Columns = ColumnSet.Numbers, Encoder = new NumericSelector { AllowMissing = true }, Steps = [new SimpleImputer()] },
                    new() { Name = "categories", Columns = ColumnSet.Categories, Encoder = new OneHotEncoder { Unknown = UnknownCategory.Ignore } },
                ],
            },
            Classifier = new RandomForestClassifier { Trees = 5 },
        }.Fit(Rows, "price", TestContext.Current.CancellationToken);
        ModelDirectory.Write(
            _folder["model"],
            fitted,
            new NewModelDirectory { Signature = ModelSignature.Infer(fitted, Rows), InputExample = Rows.TakeRows([0, 3]) },
            TimeProvider.System);
        return (fitted, ModelDirectory.Load(_folder["model"]));
    }
}
