using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every <see cref="IExperimentStore"/> must do. Search has a suite of its own.</summary>
public static class ExperimentStoreConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        Get_Zero_IsTheDefaultExperiment,
        Create_NameAndTags_AreKept,
        Create_NameOfADeletedExperiment_IsRefused,
        Create_NameTooLong_IsRefused,
        Create_EmptyName_IsRefused,
        Create_ArtifactLocation_FollowsMlflow,
        Create_ArtifactLocationOutOfTheRules_IsRefused,
        Get_Unknown_IsRefused,
        FindByName_Deleted_IsFound,
        FindByName_Unknown_IsNull,
        Rename_Active_ChangesName,
        Rename_Deleted_IsRefused,
        Rename_TakenName_IsRefused,
        Delete_Active_DeletesItsRuns,
        Delete_Twice_IsRefused,
        Restore_Deleted_RestoresAllItsRuns,
        Restore_Active_IsRefused,
        SetTag_OverAndOver_KeepsTheLast,
        SetTag_Deleted_IsRefused,
        SetTag_TooLong_IsRefused,
        DeleteTag_Missing_IsRefused);

    private static async Task Get_Zero_IsTheDefaultExperiment(ITrackingClient client, CancellationToken token)
    {
        var experiment = await client.Experiments.GetAsync("0", token);

        Expect.Equal("Default", experiment.Name);
        Expect.Equal("0", experiment.Id);
    }

    private static async Task Create_NameAndTags_AreKept(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("görsel 音楽 '\"%");
        var id = await client.Experiments.CreateAsync(name, tags: [new Tag("b", "2"), new Tag("a", "")], cancellationToken: token);
        var experiment = await client.Experiments.GetAsync(id, token);

        Expect.Equal(name, experiment.Name);
        Expect.Sequence([new Tag("a", ""), new Tag("b", "2")], experiment.Tags);
        Expect.Equal(LifecycleStage.Active, experiment.Lifecycle);
        Expect.True(experiment.CreatedAt > 0 && experiment.UpdatedAt == experiment.CreatedAt);
    }

    private static async Task Create_NameOfADeletedExperiment_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("e");
        var id = await client.Experiments.CreateAsync(name, cancellationToken: token);
        await client.Experiments.DeleteAsync(id, token);

        await Expect.RefusedWithAsync(
            ErrorCode.ResourceAlreadyExists, $"Experiment(name={name}) already exists.", () => client.Experiments.CreateAsync(name, cancellationToken: token));
    }

    private static Task Create_NameTooLong_IsRefused(ITrackingClient client, CancellationToken token) => Expect.RefusedAsync(
        ErrorCode.InvalidParameterValue,
        "'name' exceeds the maximum length of 500 characters",
        () => client.Experiments.CreateAsync(new string('n', 501), cancellationToken: token));

    private static Task Create_EmptyName_IsRefused(ITrackingClient client, CancellationToken token) => Expect.RefusedAsync(
        ErrorCode.InvalidParameterValue,
        "Missing value for required parameter 'name'. See the API docs for more information about request parameters.",
        () => client.Experiments.CreateAsync("", cancellationToken: token));

    private static async Task Create_ArtifactLocation_FollowsMlflow(ITrackingClient client, CancellationToken token)
    {
        var unsaid = await LocationAsync(client, null, token);
        Expect.Equal($"mlflow-artifacts:/{unsaid.Id}", unsaid.ArtifactLocation);
        Expect.Equal("s3://b/p?q=1", (await LocationAsync(client, "s3://b/p?q=1", token)).ArtifactLocation);
        Expect.Equal("/tmp/x y", (await LocationAsync(client, "/tmp/x y/", token)).ArtifactLocation);
        Expect.True(Path.IsPathRooted((await LocationAsync(client, "relative/dir", token)).ArtifactLocation));

        var withQuery = await LocationAsync(client, "s3://b/p?q=1", token);
        var run = await client.Runs.CreateAsync(new NewRun { ExperimentId = withQuery.Id }, token);
        Expect.Equal($"s3://b/p/{run.Info.RunId}/artifacts?q=1", run.Info.ArtifactUri);
    }

    private static async Task Create_ArtifactLocationOutOfTheRules_IsRefused(ITrackingClient client, CancellationToken token)
    {
        foreach (var location in (string[])["s3://b/p#frag", "s3://b/p?x=../y", "runs:/abc/x", new string('x', 2049)])
        {
            await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "", () => LocationAsync(client, location, token));
        }
    }

    private static async Task Get_Unknown_IsRefused(ITrackingClient client, CancellationToken token)
    {
        await Expect.RefusedAsync(ErrorCode.ResourceDoesNotExist, "No Experiment with id=987654 exists", () => client.Experiments.GetAsync("987654", token));
        await Expect.RefusedAsync(ErrorCode.ResourceDoesNotExist, "No Experiment with id=abc exists", () => client.Experiments.GetAsync("abc", token));
    }

    private static async Task FindByName_Deleted_IsFound(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("e");
        var id = await client.Experiments.CreateAsync(name, cancellationToken: token);
        await client.Experiments.DeleteAsync(id, token);

        var found = await client.Experiments.FindByNameAsync(name, token);
        Expect.Equal((id, LifecycleStage.Deleted), (found!.Id, found.Lifecycle));
    }

    private static async Task FindByName_Unknown_IsNull(ITrackingClient client, CancellationToken token) =>
        Expect.True(await client.Experiments.FindByNameAsync(Given.Name("nope"), token) is null, "null for an unknown name");

    private static async Task Rename_Active_ChangesName(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        var name = Given.Name("renamed");
        await client.Experiments.RenameAsync(id, name, token);
        await client.Experiments.RenameAsync(id, name, token);

        Expect.Equal(name, (await client.Experiments.GetAsync(id, token)).Name);
    }

    private static async Task Rename_Deleted_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        await client.Experiments.DeleteAsync(id, token);

        await Expect.RefusedAsync(
            ErrorCode.InvalidState, "Cannot rename a non-active experiment.", () => client.Experiments.RenameAsync(id, Given.Name("x"), token));
    }

    private static async Task Rename_TakenName_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var taken = Given.Name("taken");
        await client.Experiments.CreateAsync(taken, cancellationToken: token);
        var id = await Given.ExperimentAsync(client, token);

        await Expect.RefusedWithAsync(ErrorCode.BadRequest, taken, () => client.Experiments.RenameAsync(id, taken, token));
    }

    private static async Task Delete_Active_DeletesItsRuns(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        var runId = await Given.RunAsync(client, id, token);
        await client.Experiments.DeleteAsync(id, token);

        Expect.Equal(LifecycleStage.Deleted, (await client.Experiments.GetAsync(id, token)).Lifecycle);
        Expect.Equal(LifecycleStage.Deleted, (await client.Runs.GetAsync(runId, token)).Info.Lifecycle);
        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            $"The experiment {id} must be in the 'active' state. Current state is deleted.",
            () => client.Runs.CreateAsync(new NewRun { ExperimentId = id }, token));
    }

    private static async Task Delete_Twice_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        await client.Experiments.DeleteAsync(id, token);

        await Expect.RefusedAsync(ErrorCode.ResourceDoesNotExist, $"No Experiment with id={id} exists", () => client.Experiments.DeleteAsync(id, token));
    }

    private static async Task Restore_Deleted_RestoresAllItsRuns(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        var runId = await Given.RunAsync(client, id, token);
        await client.Runs.DeleteAsync(runId, token);
        await client.Experiments.DeleteAsync(id, token);
        await client.Experiments.RestoreAsync(id, token);

        Expect.Equal(LifecycleStage.Active, (await client.Experiments.GetAsync(id, token)).Lifecycle);
        Expect.Equal(LifecycleStage.Active, (await client.Runs.GetAsync(runId, token)).Info.Lifecycle);
    }

    private static async Task Restore_Active_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);

        await Expect.RefusedAsync(ErrorCode.ResourceDoesNotExist, $"No Experiment with id={id} exists", () => client.Experiments.RestoreAsync(id, token));
    }

    private static async Task SetTag_OverAndOver_KeepsTheLast(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        await client.Experiments.SetTagAsync(id, new Tag("k", "1"), token);
        await client.Experiments.SetTagAsync(id, new Tag("k", "2"), token);
        await client.Experiments.SetTagAsync(id, new Tag("gone", "2"), token);
        await client.Experiments.DeleteTagAsync(id, "gone", token);

        Expect.Sequence([new Tag("k", "2")], (await client.Experiments.GetAsync(id, token)).Tags);
    }

    private static async Task SetTag_Deleted_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        await client.Experiments.DeleteAsync(id, token);

        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            $"The experiment {id} must be in the 'active' state. Current state is deleted.",
            () => client.Experiments.SetTagAsync(id, new Tag("a", "b"), token));
    }

    private static async Task SetTag_TooLong_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);

        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "'Tag value' exceeds the maximum length of 5000 characters",
            () => client.Experiments.SetTagAsync(id, new Tag("a", new string('v', 5001)), token));
    }

    private static async Task DeleteTag_Missing_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);

        await Expect.RefusedWithAsync(ErrorCode.ResourceDoesNotExist, "zzz", () => client.Experiments.DeleteTagAsync(id, "zzz", token));
    }

    private static async Task<Experiment> LocationAsync(ITrackingClient client, string? location, CancellationToken token)
    {
        var id = await client.Experiments.CreateAsync(Given.Name("location"), location, cancellationToken: token);
        return await client.Experiments.GetAsync(id, token);
    }
}
