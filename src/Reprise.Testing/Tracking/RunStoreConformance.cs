using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every <see cref="IRunStore"/> must do with runs. Logging, metrics, inputs and search have suites of their own.</summary>
public static class RunStoreConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        Create_NameUserAndStart_AreKept,
        Create_WithoutName_IsNamedPredicateNounNumber,
        Create_NameTag_NamesTheRun,
        Create_NameAndOtherNameTag_IsRefused,
        Create_UnknownExperiment_IsRefused,
        Get_Unknown_IsRefused,
        Update_StatusAndEnd_AreKept,
        Update_NothingSaid_ChangesNothing,
        Update_Name_ChangesTheTagToo,
        SetTag_NameTag_RenamesTheRun,
        Delete_Twice_IsFine,
        Restore_Twice_IsFine,
        Deleted_RefusesEveryChange);

    private static async Task Create_NameUserAndStart_AreKept(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var created = await client.Runs.CreateAsync(
            new NewRun { ExperimentId = experiment, Name = "n1", UserId = "u", StartTime = 1000, Tags = [new Tag("t", "v")] }, token);
        var run = await client.Runs.GetAsync(created.Info.RunId, token);

        foreach (var info in (RunInfo[])[created.Info, run.Info])
        {
            Expect.Equal(("n1", "u", 1000L, RunStatus.Running, (long?)null), (info.Name, info.UserId, info.StartTime, info.Status, info.EndTime));
            Expect.Equal($"mlflow-artifacts:/{experiment}/{info.RunId}/artifacts", info.ArtifactUri);
            Expect.Equal((experiment, LifecycleStage.Active), (info.ExperimentId, info.Lifecycle));
        }

        Expect.True(created.Info.RunId.Length == 32 && created.Info.RunId.All(char.IsAsciiHexDigitLower), "32 lower-case hexadecimal digits");
        Expect.Equal("v", run.Tag("t"));
        Expect.Equal("n1", run.Tag("mlflow.runName"));
    }

    private static async Task Create_WithoutName_IsNamedPredicateNounNumber(ITrackingClient client, CancellationToken token)
    {
        var run = await client.Runs.CreateAsync(new NewRun { ExperimentId = await Given.ExperimentAsync(client, token) }, token);
        var parts = run.Info.Name.Split('-');

        Expect.Equal(3, parts.Length);
        Expect.True(parts[0].All(char.IsAsciiLetterLower) && parts[1].All(char.IsAsciiLetterLower) && int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture) is >= 0 and <= 1000);
        Expect.True(run.Info.Name.Length <= 20);
        Expect.Equal(run.Info.Name, run.Tag("mlflow.runName"));
        Expect.Equal(("", 0L), (run.Info.UserId, run.Info.StartTime));
    }

    private static async Task Create_NameTag_NamesTheRun(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var byTag = await client.Runs.CreateAsync(new NewRun { ExperimentId = experiment, Tags = [new Tag("mlflow.runName", "tagged")] }, token);
        var both = await client.Runs.CreateAsync(new NewRun { ExperimentId = experiment, Name = "same", Tags = [new Tag("mlflow.runName", "same")] }, token);

        Expect.Equal("tagged", byTag.Info.Name);
        Expect.Equal("same", both.Info.Name);
        Expect.Equal(1, both.Tags.Count(tag => tag.Key == "mlflow.runName"));
    }

    private static async Task Create_NameAndOtherNameTag_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);

        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='n1', mlflow.runName='n2').",
            () => client.Runs.CreateAsync(new NewRun { ExperimentId = experiment, Name = "n1", Tags = [new Tag("mlflow.runName", "n2")] }, token));
    }

    private static Task Create_UnknownExperiment_IsRefused(ITrackingClient client, CancellationToken token) => Expect.RefusedAsync(
        ErrorCode.ResourceDoesNotExist,
        "No Experiment with id=987654 exists",
        () => client.Runs.CreateAsync(new NewRun { ExperimentId = "987654" }, token));

    private static Task Get_Unknown_IsRefused(ITrackingClient client, CancellationToken token) =>
        Expect.RefusedAsync(ErrorCode.ResourceDoesNotExist, "Run with id=nope not found", () => client.Runs.GetAsync("nope", token));

    private static async Task Update_StatusAndEnd_AreKept(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            var info = await client.Runs.UpdateAsync(runId, status, 2000, cancellationToken: token);
            Expect.Equal((status, 2000L), (info.Status, info.EndTime));
            Expect.Equal(info, (await client.Runs.GetAsync(runId, token)).Info);
        }
    }

    private static async Task Update_NothingSaid_ChangesNothing(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        var before = await client.Runs.UpdateAsync(runId, RunStatus.Finished, 2000, "n", token);

        Expect.Equal(before, await client.Runs.UpdateAsync(runId, cancellationToken: token));
    }

    private static async Task Update_Name_ChangesTheTagToo(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.UpdateAsync(runId, name: "renamed", cancellationToken: token);
        var run = await client.Runs.GetAsync(runId, token);

        Expect.Equal(("renamed", "renamed"), (run.Info.Name, run.Tag("mlflow.runName")));
    }

    private static async Task SetTag_NameTag_RenamesTheRun(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.SetTagAsync(runId, new Tag("mlflow.runName", "renamed"), token);

        Expect.Equal("renamed", (await client.Runs.GetAsync(runId, token)).Info.Name);
    }

    private static async Task Delete_Twice_IsFine(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.DeleteAsync(runId, token);
        await client.Runs.DeleteAsync(runId, token);

        Expect.Equal(LifecycleStage.Deleted, (await client.Runs.GetAsync(runId, token)).Info.Lifecycle);
    }

    private static async Task Restore_Twice_IsFine(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.DeleteAsync(runId, token);
        await client.Runs.RestoreAsync(runId, token);
        await client.Runs.RestoreAsync(runId, token);

        Expect.Equal(LifecycleStage.Active, (await client.Runs.GetAsync(runId, token)).Info.Lifecycle);
    }

    private static async Task Deleted_RefusesEveryChange(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.DeleteAsync(runId, token);
        Func<Task>[] changes =
        [
            () => client.Runs.LogMetricAsync(runId, new Metric("m", 1, 1), token),
            () => client.Runs.LogParamAsync(runId, new Param("p", "1"), token),
            () => client.Runs.SetTagAsync(runId, new Tag("t", "1"), token),
            () => client.Runs.DeleteTagAsync(runId, "mlflow.runName", token),
            () => client.Runs.LogBatchAsync(runId, [new Metric("m", 1, 1)], [], [], token),
            () => client.Runs.UpdateAsync(runId, RunStatus.Finished, 1, cancellationToken: token),
        ];

        foreach (var change in changes)
        {
            await Expect.RefusedAsync(ErrorCode.InvalidParameterValue, $"The run {runId} must be in the 'active' state. Current state is deleted.", change);
        }
    }
}
