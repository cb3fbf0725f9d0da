using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every <see cref="IRunStore"/> must do with datasets and models that go into runs and come out.</summary>
public static class RunInputConformance
{
    private static readonly DatasetInput Music = new()
    {
        Name = "music",
        Digest = "abc",
        SourceType = "local",
        Source = "{\"uri\":\"data.csv\"}",
        Schema = "{}",
        Profile = "{\"rows\":400}",
        Tags = [new Tag("mlflow.data.context", "training")],
    };

    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        LogInputs_Dataset_IsKeptWhole,
        LogInputs_SameDatasetTwice_IsKeptOnce,
        LogInputs_BrokenDataset_IsRefused,
        LogOutputs_Model_IsKeptWithItsStep,
        LogInputs_Model_IsKept);

    private static async Task LogInputs_Dataset_IsKeptWhole(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogInputsAsync(runId, [Music, Music with { Name = "bare", Schema = null, Profile = null, Tags = [] }], [], token);
        var datasets = (await client.Runs.GetAsync(runId, token)).DatasetInputs;

        Expect.Equal(2, datasets.Count);
        Expect.Equal(Music with { Tags = [] }, datasets[0] with { Tags = [] });
        Expect.Sequence(Music.Tags, datasets[0].Tags);
        Expect.Equal((true, true, 0), (string.IsNullOrEmpty(datasets[1].Schema), string.IsNullOrEmpty(datasets[1].Profile), datasets[1].Tags.Count));
    }

    private static async Task LogInputs_SameDatasetTwice_IsKeptOnce(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var (one, other) = (await Given.RunAsync(client, experiment, token), await Given.RunAsync(client, experiment, token));
        await client.Runs.LogInputsAsync(one, [Music, Music], [], token);
        await client.Runs.LogInputsAsync(one, [Music], [], token);
        await client.Runs.LogInputsAsync(other, [Music with { Tags = [new Tag("mlflow.data.context", "test")] }], [], token);

        Expect.Equal(1, (await client.Runs.GetAsync(one, token)).DatasetInputs.Count);
        Expect.Sequence([new Tag("mlflow.data.context", "test")], (await client.Runs.GetAsync(other, token)).DatasetInputs.Single().Tags);
    }

    private static async Task LogInputs_BrokenDataset_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        DatasetInput[] broken =
        [
            Music with { Name = "" }, Music with { Digest = "" }, Music with { Name = new string('n', 501) }, Music with { Digest = new string('d', 37) },
            Music with { Tags = [new Tag("k", new string('v', 501))] },
        ];

        foreach (var dataset in broken)
        {
            await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "", () => client.Runs.LogInputsAsync(runId, [dataset], [], token));
        }

        Expect.Equal(0, (await client.Runs.GetAsync(runId, token)).DatasetInputs.Count);
    }

    private static async Task LogOutputs_Model_IsKeptWithItsStep(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var runId = await Given.RunAsync(client, experiment, token);
        var model = await client.LoggedModels.CreateAsync(experiment, sourceRunId: runId, cancellationToken: token);
        await client.Runs.LogOutputsAsync(runId, [new ModelOutput(model.ModelId, 3)], token);

        Expect.Sequence([new ModelOutput(model.ModelId, 3)], (await client.Runs.GetAsync(runId, token)).ModelOutputs);
    }

    private static async Task LogInputs_Model_IsKept(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var runId = await Given.RunAsync(client, experiment, token);
        var model = await client.LoggedModels.CreateAsync(experiment, cancellationToken: token);
        await client.Runs.LogInputsAsync(runId, [], [model.ModelId], token);

        Expect.Sequence([model.ModelId], (await client.Runs.GetAsync(runId, token)).ModelInputs);
    }
}
