using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every <see cref="ILoggedModelStore"/> must do.</summary>
public static class LoggedModelConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        Create_Everything_IsKept,
        Create_WithoutName_IsNamed,
        Create_OutOfTheRules_IsRefused,
        Finalize_Status_IsKept,
        Tags_SetAndDelete_AreKept,
        LogParams_OtherValue_IsRefused,
        Delete_HidesIt,
        Get_Unknown_IsRefused,
        Metrics_LoggedOnAModel_AreOnIt,
        Metrics_OnAnUnknownModel_AreRefused,
        Search_GivesNewestOfTheExperiments);

    private static async Task Create_Everything_IsKept(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var runId = await Given.RunAsync(client, experiment, token);
        var created = await client.LoggedModels.CreateAsync(experiment, "forest", "classifier", runId, [new Param("p", "1")], [new Tag("t", "2")], token);
        var model = await client.LoggedModels.GetAsync(created.ModelId, token);

        foreach (var found in (LoggedModel[])[created, model])
        {
            Expect.True(found.ModelId.Length == 34 && found.ModelId.StartsWith("m-", StringComparison.Ordinal));
            Expect.Equal((experiment, "forest", "classifier", runId), (found.ExperimentId, found.Name, found.ModelType, found.SourceRunId));
            Expect.Equal((LoggedModelStatus.Pending, $"mlflow-artifacts:/{experiment}/models/{found.ModelId}/artifacts"), (found.Status, found.ArtifactUri));
            Expect.Sequence([new Param("p", "1")], found.Params);
            Expect.Sequence([new Tag("t", "2")], found.Tags);
        }
    }

    private static async Task Create_WithoutName_IsNamed(ITrackingClient client, CancellationToken token) =>
        Expect.True((await client.LoggedModels.CreateAsync(await Given.ExperimentAsync(client, token), cancellationToken: token)).Name.Length > 4, "a generated name");

    private static async Task Create_OutOfTheRules_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);

        await Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, "Invalid model name", () => client.LoggedModels.CreateAsync(experiment, "a/b", cancellationToken: token));
        await Expect.RefusedWithAsync(
            ErrorCode.ResourceDoesNotExist, "987654", () => client.LoggedModels.CreateAsync("987654", "a", cancellationToken: token));
        await Expect.RefusedWithAsync(
            ErrorCode.ResourceDoesNotExist, "nope", () => client.LoggedModels.CreateAsync(experiment, "a", sourceRunId: "nope", cancellationToken: token));
    }

    private static async Task Finalize_Status_IsKept(ITrackingClient client, CancellationToken token)
    {
        var id = await ModelAsync(client, token);
        foreach (var status in (LoggedModelStatus[])[LoggedModelStatus.Ready, LoggedModelStatus.UploadFailed])
        {
            Expect.Equal(status, (await client.LoggedModels.FinalizeAsync(id, status, token)).Status);
            Expect.Equal(status, (await client.LoggedModels.GetAsync(id, token)).Status);
        }
    }

    private static async Task Tags_SetAndDelete_AreKept(ITrackingClient client, CancellationToken token)
    {
        var id = await ModelAsync(client, token);
        await client.LoggedModels.SetTagsAsync(id, [new Tag("a", "1"), new Tag("gone", "1")], token);
        await client.LoggedModels.SetTagsAsync(id, [new Tag("a", "2")], token);
        await client.LoggedModels.DeleteTagAsync(id, "gone", token);

        Expect.Sequence([new Tag("a", "2")], (await client.LoggedModels.GetAsync(id, token)).Tags);
        await Expect.RefusedWithAsync(ErrorCode.ResourceDoesNotExist, "gone", () => client.LoggedModels.DeleteTagAsync(id, "gone", token));
    }

    private static async Task LogParams_OtherValue_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await ModelAsync(client, token);
        await client.LoggedModels.LogParamsAsync(id, [new Param("p", "1")], token);
        await client.LoggedModels.LogParamsAsync(id, [new Param("p", "1"), new Param("q", "")], token);

        Expect.Sequence([new Param("p", "1"), new Param("q", "")], (await client.LoggedModels.GetAsync(id, token)).Params);
        await Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, "Changing param values is not allowed.", () => client.LoggedModels.LogParamsAsync(id, [new Param("p", "2")], token));
    }

    private static async Task Delete_HidesIt(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var id = (await client.LoggedModels.CreateAsync(experiment, cancellationToken: token)).ModelId;
        await client.LoggedModels.DeleteAsync(id, token);

        await Expect.RefusedAsync(ErrorCode.ResourceDoesNotExist, $"Logged model with ID '{id}' not found.", () => client.LoggedModels.GetAsync(id, token));
        Expect.Equal(0, (await client.LoggedModels.SearchAsync(new LoggedModelQuery { ExperimentIds = [experiment] }, token)).Items.Count);
    }

    private static Task Get_Unknown_IsRefused(ITrackingClient client, CancellationToken token) => Expect.RefusedAsync(
        ErrorCode.ResourceDoesNotExist, "Logged model with ID 'm-1' not found.", () => client.LoggedModels.GetAsync("m-1", token));

    private static async Task Metrics_LoggedOnAModel_AreOnIt(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var runId = await Given.RunAsync(client, experiment, token);
        var id = (await client.LoggedModels.CreateAsync(experiment, sourceRunId: runId, cancellationToken: token)).ModelId;
        await client.Runs.LogBatchAsync(runId, [new Metric("accuracy", 0.8, 5, 1) { ModelId = id, DatasetName = "d", DatasetDigest = "1" }], [], [], token);
        var metric = (await client.LoggedModels.GetAsync(id, token)).Metrics.Single();

        Expect.Equal(("accuracy", 0.8, 5L, 1L, "d", "1"), (metric.Key, metric.Value, metric.Timestamp, metric.Step, metric.DatasetName, metric.DatasetDigest));
        Expect.Equal(0.8, (await client.Runs.GetAsync(runId, token)).Metrics.Single().Value);
    }

    private static async Task Metrics_OnAnUnknownModel_AreRefused(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);

        await Expect.RefusedWithAsync(
            ErrorCode.ResourceDoesNotExist, "m-nope", () => client.Runs.LogBatchAsync(runId, [new Metric("m", 1, 1) { ModelId = "m-nope" }], [], [], token));
        Expect.Equal(0, (await client.Runs.GetAsync(runId, token)).Metrics.Count);
    }

    private static async Task Search_GivesNewestOfTheExperiments(ITrackingClient client, CancellationToken token)
    {
        var (one, other) = (await Given.ExperimentAsync(client, token), await Given.ExperimentAsync(client, token));
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await client.LoggedModels.CreateAsync(i < 2 ? one : other, cancellationToken: token)).ModelId);
        }

        var found = new List<string>();
        string? next = null;
        do
        {
            var page = await client.LoggedModels.SearchAsync(new LoggedModelQuery { ExperimentIds = [one, other], MaxResults = 2, PageToken = next }, token);
            found.AddRange(page.Items.Select(model => model.ModelId));
            next = page.NextPageToken;
        }
        while (next is not null);

        Expect.Sequence(ids.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Expect.Sequence([ids[2]], (await client.LoggedModels.SearchAsync(new LoggedModelQuery { ExperimentIds = [other] }, token)).Items.Select(model => model.ModelId));
    }

    private static async Task<string> ModelAsync(ITrackingClient client, CancellationToken token) =>
        (await client.LoggedModels.CreateAsync(await Given.ExperimentAsync(client, token), cancellationToken: token)).ModelId;
}
