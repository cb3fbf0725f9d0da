using Reprise.Cli.Shell;
using Reprise.Core.Errors;
using Reprise.Tracking.Runs;

namespace Reprise.Cli.Runs;

/// <summary>Extra columns of a list of runs: <c>metrics.NAME</c>, <c>params.NAME</c>, <c>tags.NAME</c>.</summary>
internal static class RunColumns
{
    private const int MostByDefault = 4;

    /// <summary>Metrics most people look at first, by the names scikit-learn and Keras track them under.</summary>
    private static readonly string[] Familiar = ["accuracy", "f1_macro", "roc_auc_ovr", "log_loss", "r2", "rmse", "mae", "val_accuracy", "val_loss", "loss"];

    /// <summary>The columns asked for, checked; else the metrics that every listed run has, a few of them.</summary>
    public static IReadOnlyList<string> Choose(IReadOnlyList<string> asked, IReadOnlyList<Run> runs)
    {
        var wrong = asked.Where(column => !IsColumn(column)).ToArray();
        if (wrong.Length > 0)
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue, [.. wrong.Select(column => $"--column takes metrics.NAME, params.NAME or tags.NAME, not '{column}'.")]);
        }

        return asked.Count > 0
            ? asked
            : [.. runs
                .SelectMany(run => run.Metrics.Select(metric => metric.Key))
                .CountBy(key => key)
                .Where(entry => entry.Value == runs.Count)
                .Select(entry => entry.Key)
                .OrderBy(key => Array.IndexOf(Familiar, key) is var at and >= 0 ? at : Familiar.Length)
                .ThenBy(key => key, StringComparer.Ordinal)
                .Take(MostByDefault)
                .Select(key => "metrics." + key)];
    }

    /// <summary>The value of a column for a run; empty when it has none.</summary>
    public static string Value(Run run, string column)
    {
        var (kind, name) = Split(column);
        return kind switch
        {
            "metrics" => run.Metrics.FirstOrDefault(metric => metric.Key == name) is { } metric ? Format.Number(metric.Value) : "",
            "params" => run.Params.FirstOrDefault(param => param.Key == name).Value ?? "",
            _ => run.Tag(name) ?? "",
        };
    }

    private static bool IsColumn(string column) => Split(column) is ("metrics" or "params" or "tags", { Length: > 0 });

    private static (string Kind, string Name) Split(string column)
    {
        var dot = column.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? ("", column) : (column[..dot], column[(dot + 1)..]);
    }
}
