using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Trees;
using Reprise.Serving.Hosting;
using Reprise.Serving.Models;

namespace Reprise.Serving.Tests.Hosting;

public sealed class ServedModelTests
{
    [Fact]
    public void Predict_ValuesThatOverflowInTheModel_AreTheCallersProblem()
    {
        using var folder = new TemporaryFolder();
        var table = MusicModels.Rows.Select(["_RMSenergy_Mean", "_Tempo_Mean", "Class"]);
        var pipeline = new ClassifierPipeline { Steps = [new MinMaxScaler()], Classifier = new RandomForestClassifier { Trees = 2 } }.Fit(
            table, "Class", TestContext.Current.CancellationToken);
        ModelDirectory.Write(folder["model"], pipeline, new NewModelDirectory { Signature = ModelSignature.Infer(pipeline, table) }, TimeProvider.System);
        var source = new ResolvedModel { Uri = ModelUri.Parse("models:/m/1"), RootUri = folder["model"] };
        var model = new ServedModel(source, ModelDirectory.Load(folder["model"]), DateTimeOffset.UnixEpoch);
        var rows = new Table([new Column<double>("_RMSenergy_Mean", [1e308]), new Column<double>("_Tempo_Mean", [120])]);

        var error = Assert.Throws<RepriseException>(() => model.Predict(rows, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        Assert.Contains("row 0, column 0", error.Message, StringComparison.Ordinal);
    }
}
