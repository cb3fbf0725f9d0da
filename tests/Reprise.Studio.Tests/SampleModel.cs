using Reprise.Core.Randomness;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Trees;
using Reprise.Serving.Models;
using Reprise.Tracking;
using Reprise.Tracking.Registry;

namespace Reprise.Studio.Tests;

/// <summary>A small fitted classifier of moods, logged on a run and registered in three versions: the second is live, the third failed its gate.</summary>
internal static class SampleModel
{
    private static readonly string[] Moods = ["angry", "happy", "relax", "sad"];
    private static readonly string[] Features = ["RMSenergy_Mean", "Lowenergy_Mean", "Tempo_Mean", "MFCC_Mean_1", "Roughness_Mean", "Zero_crossing_Mean"];

    private const string Passed =
        """{"passed":true,"checks":[{"rule":"minimum_metric","metric":"accuracy","actual":0.795,"bound":0.785,"passed":true,"words":"accuracy of version 2 is 0.795, at least the minimum 0.785."},{"rule":"not_worse_than_production","metric":"accuracy","actual":0.795,"bound":0.77,"passed":true,"words":"accuracy of version 2 is 0.795, production (version 1) has 0.79: not worse by more than 0.02."}]}""";

    private const string Failed =
        """{"passed":false,"checks":[{"rule":"minimum_metric","metric":"accuracy","actual":0.71,"bound":0.785,"passed":false,"words":"accuracy of version 3 is 0.71, below the minimum 0.785."}]}""";

    /// <summary>Writes the model's directory among the run's files.</summary>
    /// <param name="tracking">Where.</param>
    /// <param name="runId">The run.</param>
    /// <param name="folder">For what is written on the way.</param>
    /// <param name="name">Something to add to the names of columns and classes.</param>
    public static async Task LogAsync(ITrackingClient tracking, string runId, string folder, string name = "")
    {
        var root = (await tracking.Runs.GetAsync(runId)).Info.ArtifactUri;
        var directory = Path.Combine(folder, "sample-model");
        var rows = Rows(200, name);
        var model = new ClassifierPipeline { Steps = [new RobustScaler()], Classifier = new RandomForestClassifier { Trees = 30, Seed = 42 } }.Fit(rows, "Class");
        ModelDirectory.Write(
            directory,
            model,
            new NewModelDirectory { Signature = ModelSignature.Infer(model, rows), InputExample = rows.TakeRows([0, 1, 2]), RunId = runId },
            TimeProvider.System);
        foreach (var file in Directory.GetFiles(directory))
        {
            await using var stream = File.OpenRead(file);
            await tracking.Artifacts.WriteAsync(root, $"model/{Path.GetFileName(file)}", stream);
        }

        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Registers three versions of the run's model under a name.</summary>
    public static async Task RegisterAsync(ITrackingClient tracking, string name, string runId)
    {
        var source = (await tracking.Runs.GetAsync(runId)).Info.ArtifactUri + "/model";
        await tracking.Registry.CreateModelAsync(name, "Mood of a clip from its acoustic features: angry, happy, relax or sad.");
        await VersionAsync([new("reprise.gate", "passed")]);
        await VersionAsync([new("reprise.gate", "passed"), new("reprise.gate.report", Passed), new("trees", "200")]);
        await VersionAsync([new("reprise.gate", "failed"), new("reprise.gate.report", Failed)]);
        await tracking.Registry.PromoteAsync(new Promotion { Name = name, Version = 1 });
        await tracking.Registry.PromoteAsync(new Promotion { Name = name, Version = 2, Reason = "Better on every mood." });
        await tracking.Registry.SetAliasAsync(name, "candidate", 3);

        Task<ModelVersion> VersionAsync(IReadOnlyList<Tag> tags) =>
            tracking.Registry.CreateVersionAsync(new NewModelVersion { Name = name, Source = source, RunId = runId, Tags = tags });
    }

    private static Table Rows(int count, string suffix)
    {
        var rng = new Rng(11);
        var labels = Enumerable.Range(0, count).Select(row => row % Moods.Length).ToArray();
        return new Table(
        [
            .. Features.Select((name, at) => (Column)new Column<double>(
                name + suffix, [.. labels.Select(label => Math.Round(label + (at * 0.5) + (rng.NextDouble() * 1.4), 4))])),
            new Column<string>("Class", [.. labels.Select(label => Moods[label] + suffix)]),
        ]);
    }
}
