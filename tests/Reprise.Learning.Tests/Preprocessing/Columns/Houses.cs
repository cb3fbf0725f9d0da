using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Columns;
using Reprise.Learning.Preprocessing.Encoding;
using Reprise.Learning.Preprocessing.Imputation;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Preprocessing.Columns;

/// <summary>A small table of every column type, with nulls, and a pipeline over all of it.</summary>
internal static class Houses
{
    public static Table Table { get; } = new([
        Cells.Doubles("area", 50, null, 120, 80, 65, 200, 90, null),
        Cells.Longs("rooms", 2, 3, 5, 3, null, 7, 4, 2),
        Cells.Text("town", "Ankara", "İzmir", null, "Bursa", "Ankara", "İzmir", "Bursa", "Ankara"),
        Cells.Booleans("garden", false, true, true, null, false, true, false, false),
        Cells.Longs("floor", 1, 2, 1, 2, 3, 1, 2, 3),
        Cells.Text("price", "low", "low", "high", "low", "low", "high", "high", "low"),
    ]);

    public static ColumnTransformer Columns { get; } = new()
    {
        Blocks =
        [
            new()
            {
                Name = "numbers",
                Columns = ColumnSet.Named("area", "rooms"),
                Encoder = new NumericSelector { AllowMissing = true },
                Steps = [new SimpleImputer { AddIndicators = true }, new StandardScaler()],
            },
            new() { Name = "categories", Columns = ColumnSet.Categories, Encoder = new OneHotEncoder { Unknown = UnknownCategory.Ignore } },
            new() { Name = "floor", Columns = ColumnSet.Named("floor"), Encoder = new OrdinalEncoder() },
        ],
    };

    public static ClassifierPipelineModel Fit() =>
        new ClassifierPipeline { Columns = Columns, Classifier = new RandomForestClassifier { Trees = 5 } }.Fit(Table, "price");
}
