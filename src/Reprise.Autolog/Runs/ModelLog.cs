using System.Globalization;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Serving.Models;
using Reprise.Tracking;
using Reprise.Tracking.Client;

namespace Reprise.Autolog.Runs;

/// <summary>Writes a fitted model to a run as a model directory that Reprise serves and MLflow's clients know.</summary>
public static class ModelLog
{
    /// <summary>Writes the directory, notes it on the run as MLflow's clients do, and tags the run with the model file's SHA-256.</summary>
    /// <param name="tracking">The store of the run.</param>
    /// <param name="run">The run.</param>
    /// <param name="model">The fitted model.</param>
    /// <param name="training">Rows the signature is inferred from.</param>
    /// <param name="inputExample">A few rows as an example request; null for none.</param>
    /// <param name="stagingFolder">Where the directory is built before it is copied; created when it is not there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="path">Path of the directory among the run's artifacts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The directory's URI and the SHA-256 of its model file.</returns>
    public static async Task<(string Uri, string Sha256)> LogAsync(
        ITrackingClient tracking,
        ActiveRun run,
        ITabularModel model,
        Table training,
        Table? inputExample,
        string stagingFolder,
        TimeProvider time,
        string path = "model",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tracking);
        ArgumentNullException.ThrowIfNull(run);
        var folder = Path.Combine(stagingFolder, $"model-{run.RunId}");
        try
        {
            var written = ModelDirectory.Write(
                folder,
                model,
                new NewModelDirectory { Signature = ModelSignature.Infer(model, training), InputExample = inputExample, RunId = run.RunId, ArtifactPath = path },
                time);
            await run.LogFolderAsync(folder, path, cancellationToken).ConfigureAwait(false);
            await tracking.Runs.LogModelAsync(run.RunId, Note(written), cancellationToken).ConfigureAwait(false);
            await run.SetTagAsync("reprise.model.sha256", written.Flavor.Sha256, cancellationToken).ConfigureAwait(false);
            return ($"{run.Info.ArtifactUri.TrimEnd('/')}/{path}", written.Flavor.Sha256);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>The model directory as MLflow's clients note it on the run.</summary>
    private static string Note(MlModel model) => JsonText.Object(json =>
    {
        json.WriteString("run_id", model.RunId);
        json.WriteString("artifact_path", model.ArtifactPath);
        json.WriteString("utc_time_created", model.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
        json.WriteString("mlflow_version", model.MlflowVersion);
        json.WriteString("model_uuid", model.ModelUuid);
        json.WriteStartObject("flavors");
        json.WriteStartObject(RepriseFlavor.Name);
        json.WriteString("model_file", model.Flavor.ModelFile);
        json.WriteString("sha256", model.Flavor.Sha256);
        json.WriteString("version", model.Flavor.Version);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("signature");
        json.WriteString("inputs", ModelSignature.ToJson(model.Signature.Inputs));
        json.WriteString("outputs", ModelSignature.ToJson(model.Signature.Outputs));
        json.WriteEndObject();
    });
}
