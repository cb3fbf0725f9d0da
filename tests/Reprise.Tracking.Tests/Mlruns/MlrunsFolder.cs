namespace Reprise.Tracking.Tests.Mlruns;

/// <summary>A file store laid out as MLflow 2 and 3 write it, in a folder of its own.</summary>
internal sealed class MlrunsFolder : IDisposable
{
    public const string Run = "0123456789abcdef0123456789abcdef";
    public const string Model = "m-00112233445566778899aabbccddeeff";
    public const string Experiment = "417283740283745012";

    public string Path { get; } = Directory.CreateTempSubdirectory("reprise-mlruns-").FullName;

    public string Artifacts => $"file://{Path}/{Experiment}/{Run}/artifacts";

    /// <summary>Writes one experiment with one run, a logged model, and a registered model with two versions.</summary>
    public MlrunsFolder WriteAll()
    {
        Write("0/meta.yaml", $"artifact_location: file://{Path}/0\ncreation_time: 1700000000000\nexperiment_id: '0'\nlast_update_time: 1700000000000\nlifecycle_stage: active\nname: Default\n");
        Write(
            $"{Experiment}/meta.yaml",
            $"artifact_location: file://{Path}/{Experiment}\ncreation_time: 1700000000001\nexperiment_id: '{Experiment}'\nlast_update_time: 1700000000002\nlifecycle_stage: active\nname: moods\n");
        Write($"{Experiment}/tags/team", "audio");
        WriteRun(Run, status: "3");
        Write($"{Experiment}/{Run}/metrics/loss", "1700000000100 0.5 0\n1700000000200 0.25 1\n1700000000300 nan 2\n");
        Write($"{Experiment}/{Run}/metrics/val/acc", "1700000000100 0.75 0 dataset 1a2b\n");
        Write($"{Experiment}/{Run}/metrics/old", "1700000000100 7\n");
        Write($"{Experiment}/{Run}/params/trees", "200");
        Write($"{Experiment}/{Run}/tags/mlflow.runName", "fast-fox-1");
        Write($"{Experiment}/{Run}/tags/note", "two\nlines");
        Write($"{Experiment}/{Run}/artifacts/model/MLmodel", "flavors: {}\n");
        Write($"{Experiment}/{Run}/artifacts/model/weights.bin", "weights");
        Write(
            $"{Experiment}/models/{Model}/meta.yaml",
            $"artifact_location: file://{Path}/{Experiment}/models/{Model}/artifacts\ncreation_timestamp: 1700000000150\nexperiment_id: '{Experiment}'\nlast_updated_timestamp: 1700000000160\n"
            + $"lifecycle_stage: active\nmodel_id: {Model}\nmodel_type: ''\nname: forest\nsource_run_id: {Run}\nstatus: 2\nstatus_message: null\n");
        Write($"{Experiment}/models/{Model}/params/depth", "4");
        Write($"{Experiment}/models/{Model}/artifacts/MLmodel", "flavors: {}\n");
        Write("models/mood/meta.yaml", "creation_timestamp: 1700000000400\ndescription: null\nlast_updated_timestamp: 1700000000500\nname: mood\n");
        Write("models/mood/aliases/production", "2");
        foreach (var version in (int[])[1, 2])
        {
            Write(
                $"models/mood/version-{version}/meta.yaml",
                $"creation_timestamp: 170000000050{version}\ncurrent_stage: {(version == 2 ? "Production" : "None")}\ndescription: ''\nlast_updated_timestamp: 170000000060{version}\n"
                + $"name: mood\nrun_id: {Run}\nrun_link: null\nsource: {Artifacts}/model\nstatus: READY\nstatus_message: null\nuser_id: null\nversion: {version}\n");
        }

        Write("models/mood/version-2/tags/gate", "passed");
        return this;
    }

    public void WriteRun(string id, string status) => Write(
        $"{Experiment}/{id}/meta.yaml",
        $"artifact_uri: file://{Path}/{Experiment}/{id}/artifacts\nend_time: 1700000000900\nentry_point_name: ''\nexperiment_id: '{Experiment}'\nlifecycle_stage: active\nrun_id: {id}\n"
        + $"run_name: fast-fox-1\nrun_uuid: {id}\nsource_name: ''\nsource_type: 4\nsource_version: ''\nstart_time: 1700000000050\nstatus: {status}\ntags: []\nuser_id: ada\n");

    public void Write(string path, string text)
    {
        var file = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
