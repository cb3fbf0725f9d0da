using System.Text;
using System.Text.Json;
using Reprise.Data.Datasets;
using Reprise.Flows.Promotions;
using Reprise.Serving.Models;
using Reprise.Tracking;
using Reprise.Tracking.Runs;
using TurkishMusic.Training;

namespace TurkishMusic.Loop;

/// <summary>What a run of the loop records, in the words of MLflow's clients.</summary>
internal static class EmotionRunFacts
{
    /// <summary>On which bytes and how it is evaluated; what gates compare by.</summary>
    public static IReadOnlyList<Tag> Tags(TurkishMusicData data, EmotionOptions training) =>
    [
        new(GateTags.DatasetSha256, data.Resolution.Sha256),
        new(GateTags.DatasetSample, data.Resolution.IsSample ? "true" : "false"),
        new(GateTags.EvaluationScheme, EmotionEvaluation.Describe(training)),
    ];

    /// <summary>The data as a run's input.</summary>
    public static DatasetInput Dataset(TurkishMusicData data) => new()
    {
        Name = data.Resolution.Name,
        Digest = data.Resolution.Digest,
        SourceType = data.Resolution.Source switch { DatasetSource.Url => "http", DatasetSource.Sample => "code", _ => "local" },
        Source = Json(json =>
        {
            json.WriteString("uri", data.Resolution.Url?.ToString() ?? data.Resolution.Path);
            json.WriteString("sha256", data.Resolution.Sha256);
            json.WriteBoolean("sample", data.Resolution.IsSample);
        }),
        Schema = Json(json =>
        {
            json.WritePropertyName("mlflow_colspec");
            json.WriteRawValue(ModelSignature.ToJson(
                [.. data.Table.Columns.Select(column => new SignatureField(column.Name, column.Type.ToSignatureType(), !column.HasNulls))]));
        }),
        Profile = Json(json =>
        {
            json.WriteNumber("num_rows", data.Table.RowCount);
            json.WriteNumber("num_elements", (long)data.Table.RowCount * data.Table.Columns.Count);
        }),
        Tags = [new Tag("mlflow.data.context", "training")],
    };

    /// <summary>Means and deviations, scores per mood, and each fold as a step of <c>fold_…</c>.</summary>
    public static IReadOnlyList<Metric> Metrics(EmotionScores scores, long now)
    {
        var metrics = new List<Metric>();
        foreach (var score in scores.Metrics)
        {
            metrics.Add(new Metric(score.Name, score.Mean, now));
            metrics.Add(new Metric(score.Name + "_sd", score.Sd, now));
            if (score.SdOfRepeats is { } sd)
            {
                metrics.Add(new Metric(score.Name + "_sd_repeats", sd, now));
            }
        }

        for (var i = 0; i < scores.Confusion.Classes.Count; i++)
        {
            var label = scores.Confusion.Classes[i];
            metrics.Add(new Metric("precision_" + label, scores.Confusion.Precision(i), now));
            metrics.Add(new Metric("recall_" + label, scores.Confusion.Recall(i), now));
            metrics.Add(new Metric("f1_" + label, scores.Confusion.FScore(i), now));
        }

        metrics.AddRange(scores.Folds.SelectMany(fold => fold.Metrics.Select(metric => new Metric("fold_" + metric.Key, metric.Value, now, fold.Index))));
        return metrics;
    }

    /// <summary>The model directory as MLflow's clients note it on the run.</summary>
    public static string LoggedModelJson(MlModel model) => Json(json =>
    {
        json.WriteString("run_id", model.RunId);
        json.WriteString("artifact_path", model.ArtifactPath);
        json.WriteString("utc_time_created", model.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture));
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

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
