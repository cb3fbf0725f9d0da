using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Core.Hashing;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Serving.Models;

namespace Reprise.Serving.Tests.Models;

public sealed class ModelDirectoryTests : IDisposable
{
    private static readonly FixedTime Time = new(new DateTimeOffset(2025, 3, 4, 5, 6, 7, 89, TimeSpan.FromHours(3)));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_WhatWriteWrote_PredictsTheSame()
    {
        var written = MusicModels.WriteTo(_folder["model"], runId: "0123456789abcdef0123456789abcdef");

        var loaded = ModelDirectory.Load(_folder["model"]);

        var expected = MusicModels.WithTrees(5).Predict(MusicModels.Rows, TestContext.Current.CancellationToken);
        var actual = loaded.Classifier.Predict(MusicModels.Rows, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.Probabilities.Values.ToArray(), actual.Probabilities.Values.ToArray());
        Assert.Equal(written.Signature.Inputs, loaded.Info.Signature.Inputs);
        Assert.Equal(written with { Signature = loaded.Info.Signature, Flavors = loaded.Info.Flavors, CreatedAt = loaded.Info.CreatedAt }, loaded.Info);
        Assert.Equal(ContentHash.Sha256OfFile(_folder["model", "model.safetensors"]), loaded.Sha256);
        Assert.Equal(MusicModels.Rows["_Tempo_Mean"].TextAt(150), loaded.InputExample!["_Tempo_Mean"].TextAt(1));
        Assert.Equal((3, 50), (loaded.InputExample.RowCount, loaded.InputExample.Columns.Count));
    }

    [Fact]
    public void Write_TimeAndIds_AreSpelledAsMlflowSpellsThem()
    {
        var model = MusicModels.WriteTo(_folder["model"], runId: "12345678901234567890123456789012", timeProvider: Time);

        var lines = File.ReadAllLines(_folder["model", "MLmodel"]);
        Assert.Equal(
            [
                "artifact_path: model",
                "flavors:",
                "  reprise:",
                "    model_file: model.safetensors",
                $"    sha256: '{model.Flavor.Sha256}'",
                "    version: 0.1.0",
                "mlflow_version: 3.6.0",
                $"model_size_bytes: {model.ModelSizeBytes}",
                $"model_uuid: '{model.ModelUuid}'",
                "run_id: '12345678901234567890123456789012'",
                "saved_input_example_info:",
                "  artifact_path: input_example.json",
                "  pandas_orient: split",
                "  serving_input_path: serving_input_example.json",
                "  type: dataframe",
                "signature:",
            ],
            lines[..16].Select(line => Requoted(line, model)));
        Assert.StartsWith("  inputs: '[{\"type\":\"double\",\"name\":\"_RMSenergy_Mean\",\"required\":true},", lines[16], StringComparison.Ordinal);
        Assert.Equal(
            ["  outputs: '[{\"type\":\"string\",\"name\":\"Class\",\"required\":true}]'", "  params: null", "utc_time_created: '2025-03-04 02:06:07.089000'"],
            lines[17..]);
    }

    [Fact]
    public void Write_Examples_AreASplitFrameAndAWholeRequest()
    {
        MusicModels.WriteTo(_folder["model"]);

        using var example = JsonDocument.Parse(File.ReadAllText(_folder["model", "input_example.json"]));
        using var request = JsonDocument.Parse(File.ReadAllText(_folder["model", "serving_input_example.json"]));
        Assert.Equal("_RMSenergy_Mean", example.RootElement.GetProperty("columns")[0].GetString());
        Assert.Equal(3, example.RootElement.GetProperty("data").GetArrayLength());
        Assert.True(JsonElement.DeepEquals(example.RootElement, request.RootElement.GetProperty("dataframe_split")));
    }

    [Fact]
    public void Write_ToAFolderWithContent_IsRefusedAndChangesNothing()
    {
        File.WriteAllText(_folder["keep"], "x");

        var error = Assert.Throws<RepriseException>(() => MusicModels.WriteTo(_folder.Path));

        Assert.Equal(ErrorCode.ResourceAlreadyExists, error.Code);
        Assert.Equal([_folder["keep"]], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Write_ModelThatHasNoFileForm_LeavesNothing()
    {
        var model = new FormlessClassifier();
        var content = new NewModelDirectory { Signature = new ModelSignature { Inputs = [new SignatureField("a", SignatureType.Double)] } };

        Assert.Throws<ArgumentException>(() => ModelDirectory.Write(_folder["model"], model, content, TimeProvider.System));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Load_FolderWithoutMlModel_SaysSo()
    {
        Directory.CreateDirectory(_folder["empty"]);

        Assert.Equal(ErrorCode.ResourceDoesNotExist, Assert.Throws<RepriseException>(() => ModelDirectory.Load(_folder["empty"])).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(-1)]
    public void Load_ModelFileCutShort_IsDataLoss(int length)
    {
        MusicModels.WriteTo(_folder["model"]);
        using (var file = new FileStream(_folder["model", "model.safetensors"], FileMode.Open))
        {
            file.SetLength(length >= 0 ? length : file.Length - 1);
        }

        Assert.Equal(ErrorCode.DataLoss, Assert.Throws<RepriseException>(() => ModelDirectory.Load(_folder["model"])).Code);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("input_example.json")]
    public void Load_FileMissing_IsDataLossThatNamesIt(string file)
    {
        MusicModels.WriteTo(_folder["model"]);
        File.Delete(_folder["model", file]);

        var error = Assert.Throws<RepriseException>(() => ModelDirectory.Load(_folder["model"]));

        Assert.Equal(ErrorCode.DataLoss, error.Code);
        Assert.Contains($"'{file}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ModelFileThatIsALink_IsRefused()
    {
        MusicModels.WriteTo(_folder["model"]);
        File.Move(_folder["model", "model.safetensors"], _folder["elsewhere"]);
        File.CreateSymbolicLink(_folder["model", "model.safetensors"], _folder["elsewhere"]);

        Assert.Contains("link", Assert.Throws<RepriseException>(() => ModelDirectory.Load(_folder["model"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ExampleThatDoesNotFit_ListsItsProblems()
    {
        MusicModels.WriteTo(_folder["model"]);
        File.WriteAllText(_folder["model", "input_example.json"], """{"columns": ["_Tempo_Mean"], "data": [["fast"]]}""");

        var error = Assert.Throws<RepriseException>(() => ModelDirectory.Load(_folder["model"]));

        Assert.Equal(50, error.Problems.Count);
        Assert.Contains(error.Problems, problem => problem.StartsWith("input_example.json.data[0][0]: must be a JSON number", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_SignatureThatIsNotTheModels_ListsEveryDifference()
    {
        MusicModels.WriteTo(_folder["model"]);
        var file = _folder["model", "MLmodel"];
        File.WriteAllText(
            file,
            File.ReadAllText(file)
                .Replace("\"double\",\"name\":\"_Tempo_Mean\"", "\"string\",\"name\":\"_Tempo_Mean\"", StringComparison.Ordinal)
                .Replace("_MFCC_Mean_1\"", "_MFCC_Mean_one\"", StringComparison.Ordinal));

        var error = Assert.Throws<RepriseException>(() => ModelDirectory.Load(_folder["model"]));

        Assert.Equal(2, error.Problems.Count);
        Assert.Contains("'_Tempo_Mean' is string; the model reads double", error.Problems[0], StringComparison.Ordinal);
        Assert.Contains("lacks '_MFCC_Mean_1'", error.Problems[1], StringComparison.Ordinal);
    }

    /// <summary>Hexadecimal text is quoted only where YAML 1.1 could read a number; the test does not mind which.</summary>
    private static string Requoted(string line, MlModel model) =>
        line.EndsWith(": " + model.Flavor.Sha256, StringComparison.Ordinal) ? line.Replace(model.Flavor.Sha256, $"'{model.Flavor.Sha256}'", StringComparison.Ordinal)
        : line.EndsWith(": " + model.ModelUuid, StringComparison.Ordinal) ? line.Replace(model.ModelUuid, $"'{model.ModelUuid}'", StringComparison.Ordinal)
        : line;

    private sealed class FormlessClassifier : ITabularClassifier
    {
        public string Target => "y";

        public IReadOnlyList<string> Classes => ["a", "b"];

        public IReadOnlyList<InputColumn> Inputs => [new InputColumn("a", ColumnType.Double)];

        public IReadOnlyList<string> FeatureNames => ["a"];

        public Matrix Features(Table rows, CancellationToken cancellationToken = default) => throw new InvalidOperationException("not called");

        public ClassPredictions Predict(Table rows, CancellationToken cancellationToken = default) => throw new InvalidOperationException("not called");
    }
}
