namespace Reprise.Flows.Promotions;

/// <summary>Names of tags by which gates are fed and recorded; any MLflow client can read and write them.</summary>
public static class GateTags
{
    /// <summary>On a model version: <c>passed</c> or <c>failed</c>.</summary>
    public const string Verdict = "reprise.gate";

    /// <summary>On a model version: the verdict as JSON.</summary>
    public const string Report = "reprise.gate.report";

    /// <summary>On a run: SHA-256 of the data its metrics were measured on.</summary>
    public const string DatasetSha256 = "reprise.dataset.sha256";

    /// <summary>On a run: how its metrics were measured, in words: folds, repeats, seed. Gates say when two runs differ in it.</summary>
    public const string EvaluationScheme = "reprise.evaluation.scheme";

    /// <summary>On a run, and on the model versions made from it: <c>true</c> when the data was a generated sample.</summary>
    public const string DatasetSample = "reprise.dataset.sample";
}
