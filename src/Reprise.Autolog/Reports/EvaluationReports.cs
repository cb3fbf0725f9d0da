using System.Globalization;
using System.Text;
using System.Text.Json;
using Reprise.Data.Csv;
using Reprise.Learning.Metrics;
using Reprise.Learning.Selection;

namespace Reprise.Autolog.Reports;

/// <summary>Texts of the files a run keeps about its evaluation.</summary>
public static class EvaluationReports
{
    /// <summary>The confusion matrix as CSV: a row per true class, a column per predicted class.</summary>
    public static string ConfusionCsv(ConfusionMatrix confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        CsvWriter.WriteRecord(text, ["true", .. confusion.Classes]);
        for (var truth = 0; truth < confusion.Classes.Count; truth++)
        {
            CsvWriter.WriteRecord(text, [confusion.Classes[truth], .. confusion.Rows[truth].Select(count => Text(count))]);
        }

        return text.ToString();
    }

    /// <summary>Every fold with its metrics as CSV.</summary>
    public static string FoldsCsv(IReadOnlyList<FoldResult> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        string[] metrics = [.. folds[0].Metrics.Keys];
        CsvWriter.WriteRecord(text, ["fold", "train_rows", "test_rows", .. metrics]);
        foreach (var fold in folds)
        {
            CsvWriter.WriteRecord(text, [Text(fold.Index), Text(fold.TrainRows), Text(fold.TestRows), .. metrics.Select(metric => Text(fold.Metrics[metric]))]);
        }

        return text.ToString();
    }

    /// <summary>Features with their importances as CSV, the most important first.</summary>
    public static string ImportancesCsv(IReadOnlyList<string> features, ReadOnlySpan<double> importances)
    {
        ArgumentNullException.ThrowIfNull(features);
        var values = importances.ToArray();
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        CsvWriter.WriteRecord(text, ["feature", "importance"]);
        foreach (var (feature, importance) in features.Zip(values).OrderByDescending(pair => pair.Second).ThenBy(pair => pair.First, StringComparer.Ordinal))
        {
            CsvWriter.WriteRecord(text, [feature, Text(importance)]);
        }

        return text.ToString();
    }

    /// <summary>The classification report in the JSON of scikit-learn's <c>output_dict</c>.</summary>
    public static string ReportJson(ClassificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            foreach (var scores in report.Classes)
            {
                Write(json, scores.Label, scores);
            }

            json.WriteNumber("accuracy", report.Accuracy);
            Write(json, "macro avg", report.MacroAverage);
            Write(json, "weighted avg", report.WeightedAverage);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, string name, ClassScores scores)
    {
        json.WriteStartObject(name);
        json.WriteNumber("precision", scores.Precision);
        json.WriteNumber("recall", scores.Recall);
        json.WriteNumber("f1-score", scores.F1);
        json.WriteNumber("support", scores.Support);
        json.WriteEndObject();
    }
}
