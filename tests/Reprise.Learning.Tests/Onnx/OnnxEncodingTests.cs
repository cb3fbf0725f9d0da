using System.Collections;
using Reprise.Core.Tables;
using Reprise.Learning.Onnx;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Columns;
using Reprise.Learning.Preprocessing.Encoding;
using Reprise.Learning.Preprocessing.Imputation;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Onnx;

/// <summary>Encoders of text, booleans, whole numbers and gaps in ONNX Runtime.</summary>
public sealed class OnnxEncodingTests
{
    private static readonly Table Training = new(
    [
        new Column<double>("area", [50, 0, 120, 80, 65, 200], Nulls(1)),
        new Column<long>("rooms", [2, 3, 0, 2, 4, 3], Nulls(2)),
        new Column<string>("town", ["Ankara", "İzmir", "Bursa", "", "Ankara", "İzmir"], Nulls(3)),
        new Column<string>("street", ["a", "b", "b", "a", "c", "a"]),
        new Column<bool>("garden", [false, true, true, false, false, true]),
        new Column<long>("floor", [1, 2, -3, 1, 2, 1]),
        new Column<string>("price", ["low", "low", "high", "low", "low", "high"]),
    ]);

    private static readonly Table Rows = new(
    [
        new Column<double>("area", [12.5, 0, 120, 80, 65, 0], Nulls(1, 5)),
        new Column<long>("rooms", [2, 9, 0, 2, 4, 0], Nulls(2, 5)),
        new Column<string>("town", ["Bursa", "Paris", "Bursa", "", "Ankara", "İzmir"], Nulls(3)),
        new Column<string>("street", ["c", "b", "d", "a", "c", "a"]),
        new Column<bool>("garden", [true, true, false, false, false, true]),
        new Column<long>("floor", [2, 7, -3, 1, 1, 1]),
    ]);

    public static TheoryData<ITableEncoder> Encoders =>
    [
        new OneHotEncoder { Columns = ["town", "street", "garden", "floor"], Unknown = UnknownCategory.Ignore },
        new OneHotEncoder { Columns = ["town", "street"], Unknown = UnknownCategory.Infrequent, MinFrequency = 2 },
        new OneHotEncoder { Columns = ["town", "rooms"], Unknown = UnknownCategory.Ignore, Drop = DropCategory.First },
        new OrdinalEncoder { Columns = ["town", "street", "garden", "floor"], Unknown = UnknownOrdinal.Value, UnknownValue = -7 },
        new OrdinalEncoder { Columns = ["town", "rooms"], Unknown = UnknownOrdinal.Missing, Nulls = NullEncoding.Missing },
        new NumericSelector { Columns = ["rooms", "floor", "area"], AllowMissing = true },
        new ColumnTransformer
        {
            Blocks =
            [
                new ColumnBlock
                {
                    Name = "numbers",
                    Columns = ColumnSet.Named("rooms", "area"),
                    Encoder = new NumericSelector { AllowMissing = true },
                    Steps = [new SimpleImputer { AddIndicators = true }, new StandardScaler()],
                },
                new ColumnBlock { Name = "text", Columns = ColumnSet.Text, Encoder = new OneHotEncoder { Unknown = UnknownCategory.Ignore } },
            ],
        },
    ];

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Export_OfEachEncoder_Agrees(ITableEncoder encoder)
    {
        var model = encoder.Fit(Training.Without("price"));
        foreach (var rows in (Table[])[Rows, Training])
        {
            OnnxRunner.Agree(model.Transform(rows).Values, OnnxRunner.Run(model, rows), 1e-12);
        }
    }

    [Fact]
    public void Write_OfAMixedPipeline_GivesTheSameLabels()
    {
        var model = new ClassifierPipeline
        {
            Columns = new ColumnTransformer
            {
                Blocks =
                [
                    new ColumnBlock { Name = "categories", Columns = ColumnSet.Categories, Encoder = new OneHotEncoder { Unknown = UnknownCategory.Ignore } },
                    new ColumnBlock { Name = "floor", Columns = ColumnSet.Named("floor") },
                ],
            },
            Classifier = new DecisionTreeClassifier(),
        }.Fit(Training, "price");

        Assert.Equal(model.Predict(Rows).Labels, OnnxRunner.Run(model, Rows)["label"].ToArray<string>());
        Assert.Contains(
            "holds numbers only",
            Assert.Throws<ArgumentException>(() => OnnxRunner.Bytes(model, new OnnxOptions { Inputs = OnnxInputs.Matrix })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Export_OfAnEncoderThatRefuses_GivesNaNForWhatItRefuses()
    {
        var model = new OneHotEncoder { Columns = ["street"] }.Fit(Training);
        var features = OnnxRunner.Run(model, Rows).ToArray<double>();

        Assert.Equal([0.0, 0, 1], features[..3]);
        Assert.All(features[6..9], value => Assert.True(double.IsNaN(value)));
    }

    private static BitArray Nulls(params int[] rows)
    {
        var nulls = new BitArray(6);
        foreach (var row in rows)
        {
            nulls[row] = true;
        }

        return nulls;
    }
}
