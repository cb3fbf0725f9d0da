using System.Collections.Concurrent;
using Reprise.Core.Tables;
using Reprise.Data.Csv;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Trees;
using Reprise.Serving.Models;

namespace Reprise.Serving.Tests;

/// <summary>Forests fitted on the Turkish music data (400 clips, 50 features, 4 moods), one per number of trees.</summary>
internal static class MusicModels
{
    private static readonly string[] Moods = ["angry", "happy", "relax", "sad"];
    private static readonly Lazy<Table> Data = new(Read);
    private static readonly ConcurrentDictionary<int, Lazy<ClassifierPipelineModel>> Fitted = new();

    /// <summary>Features and the text column <c>Class</c>.</summary>
    public static Table Rows => Data.Value;

    public static ClassifierPipelineModel WithTrees(int trees) => Fitted.GetOrAdd(trees, count => new(() => Fit(count))).Value;

    /// <summary>Writes a model directory with the first three rows as the example.</summary>
    public static MlModel WriteTo(string folder, int trees = 5, string? runId = null, TimeProvider? timeProvider = null)
    {
        var model = WithTrees(trees);
        return ModelDirectory.Write(
            folder,
            model,
            new NewModelDirectory { Signature = ModelSignature.Infer(model, Rows), InputExample = Rows.TakeRows([0, 150, 399]), RunId = runId },
            timeProvider ?? TimeProvider.System);
    }

    private static Table Read()
    {
        var table = CsvTable.Read(Path.Combine(AppContext.BaseDirectory, "Golden", "turkish.csv"));
        var labels = Enumerable.Range(0, table.RowCount).Select(row => Moods[(int)table["target"].NumberAt(row)]).ToArray();
        return table.Without("target").With(new Column<string>("Class", labels));
    }

    private static ClassifierPipelineModel Fit(int trees) => new ClassifierPipeline
    {
        Steps = [new PowerTransformer(), new RobustScaler()],
        Classifier = new RandomForestClassifier { Trees = trees, Seed = 42 },
    }.Fit(Rows, "Class");
}
