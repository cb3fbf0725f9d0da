using System.Text.Json;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Wire;

namespace Reprise.Tracking.Tests.Wire;

public sealed class WireFormatTests
{
    [Theory]
    [InlineData(1.0, "1.0")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(double.Epsilon, "5e-324")]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.PositiveInfinity, "\"Infinity\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    public void Double_IsWrittenAsPythonDoes_AndReadBack(double value, string json)
    {
        var text = Write(new MetricMessage { Value = value });

        Assert.Equal($$"""{"value":{{json}}}""", text);
        Assert.Equal(value, Read<MetricsResponse>($$"""{"metrics":[{{text}}]}""").Metrics![0].Value);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("\"3.5\"", 3.5)]
    [InlineData("\"1e3\"", 1000)]
    [InlineData("true", 1)]
    [InlineData("\"NaN\"", double.NaN)]
    public void Double_OtherSpellings_AreRead(string json, double value) =>
        Assert.Equal(value, Read<LogMetricRequest>($$"""{"value":{{json}}}""").Value);

    [Theory]
    [InlineData("7", 7)]
    [InlineData("\"7\"", 7)]
    [InlineData("-7.0", -7)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("\"-9223372036854775808\"", long.MinValue)]
    public void Int64_OtherSpellings_AreRead(string json, long value) =>
        Assert.Equal(value, Read<LogMetricRequest>($$"""{"timestamp":{{json}}}""").Timestamp);

    [Theory]
    [InlineData("7.5")]
    [InlineData("\"7,0\"")]
    [InlineData("\" 7\"")]
    [InlineData("\"\"")]
    [InlineData("9223372036854775808")]
    [InlineData("true")]
    public void Int64_NoInteger_IsRefusedWithItsPlace(string json)
    {
        var exception = Assert.ThrowsAny<JsonException>(() => Read<LogMetricRequest>($$"""{"timestamp":{{json}}}"""));

        Assert.Equal("timestamp", Assert.IsType<WireValueException>(exception).Parameter);
    }

    [Fact]
    public void EmptyMessage_AndUnsetFields_AreLeftOut()
    {
        var run = RunMessage.From(new Run { Info = new RunInfo { RunId = "r", ExperimentId = "1", ArtifactUri = "a" } }, withOutputs: false);

        Assert.Equal(
            """{"info":{"run_uuid":"r","experiment_id":"1","run_name":"","user_id":"","status":"RUNNING","start_time":0,"artifact_uri":"a","lifecycle_stage":"active","run_id":"r"},"data":{},"inputs":{}}""",
            Write(new RunResponse(run))["{\"run\":".Length..^1]);
    }

    [Fact]
    public void Run_Everything_SurvivesTheWire()
    {
        var run = new Run
        {
            Info = new RunInfo
            {
                RunId = "r", ExperimentId = "1", Name = "n", UserId = "u", Status = RunStatus.Killed, StartTime = 5, EndTime = 6, ArtifactUri = "a",
                Lifecycle = LifecycleStage.Deleted,
            },
            Metrics = [new Metric("m", double.NaN, 1, -2) { ModelId = "m-1", DatasetName = "d", DatasetDigest = "x" }],
            Params = [new Param("p", "")],
            Tags = [new Tag("ı", "İ ✓ \"'<")],
            DatasetInputs = [new DatasetInput { Name = "d", Digest = "x", SourceType = "local", Source = "{}", Schema = "s", Profile = "p", Tags = [new Tag("c", "t")] }],
            ModelInputs = ["m-2"],
            ModelOutputs = [new ModelOutput("m-3", 4)],
        };

        var read = Read<RunResponse>(Write(new RunResponse(RunMessage.From(run)))).Run!.ToEntity();

        Assert.Equivalent(run, read, strict: true);
    }

    [Fact]
    public void Others_Everything_SurvivesTheWire()
    {
        var experiment = new Experiment { Id = "1", Name = "e", ArtifactLocation = "a", Lifecycle = LifecycleStage.Deleted, CreatedAt = 1, UpdatedAt = 2, Tags = [new Tag("k", "v")] };
        var version = new ModelVersion
        {
            Name = "m", Version = 3, CreatedAt = 1, UpdatedAt = 2, Stage = ModelStage.Staging, Description = "d", Source = "s", RunId = "r", RunLink = "l",
            ModelId = "m-1", Status = "READY", Tags = [new Tag("k", "v")], Aliases = ["a", "b"],
        };
        var model = new RegisteredModel
        {
            Name = "m", Description = "d", CreatedAt = 1, UpdatedAt = 2, LatestVersions = [version with { Aliases = [] }], Tags = [new Tag("k", "v")], Aliases = [new ModelAlias("a", 3)],
        };
        var logged = new LoggedModel
        {
            ModelId = "m-1", ExperimentId = "1", Name = "n", ArtifactUri = "a", CreatedAt = 1, UpdatedAt = 2, Status = LoggedModelStatus.UploadFailed, StatusMessage = "w",
            ModelType = "t", SourceRunId = "r", Params = [new Param("p", "1")], Tags = [new Tag("k", "v")], Metrics = [new Metric("m", 1, 2, 3)],
        };

        Assert.Equivalent(experiment, Read<GetExperimentResponse>(Write(new GetExperimentResponse(ExperimentMessage.From(experiment)))).Experiment!.ToEntity(), strict: true);
        Assert.Equivalent(version, Read<ModelVersionResponse>(Write(new ModelVersionResponse(ModelVersionMessage.From(version)))).ModelVersion!.ToEntity(), strict: true);
        Assert.Equivalent(model, Read<RegisteredModelResponse>(Write(new RegisteredModelResponse(RegisteredModelMessage.From(model)))).RegisteredModel!.ToEntity(), strict: true);
        Assert.Equivalent(logged, Read<LoggedModelResponse>(Write(new LoggedModelResponse(LoggedModelMessage.From(logged)))).Model!.ToEntity(), strict: true);
    }

    [Theory]
    [InlineData("metrics.loss DESC", "metrics.loss", false)]
    [InlineData("name asc", "name", true)]
    [InlineData(" name ", "name", true)]
    public void LoggedModelOrder_Clause_IsTakenApart(string clause, string field, bool ascending) =>
        Assert.Equal(new LoggedModelOrderMessage(field, ascending), LoggedModelOrderMessage.From(clause));

    private static string Write<T>(T message) => JsonSerializer.Serialize(message, WireFormat.Compact.For<T>());

    private static T Read<T>(string json) => JsonSerializer.Deserialize(json, WireFormat.Compact.For<T>())!;
}
