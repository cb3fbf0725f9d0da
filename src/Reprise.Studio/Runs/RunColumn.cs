using System.Diagnostics.CodeAnalysis;

namespace Reprise.Studio.Runs;

/// <summary>What a column of the runs table shows.</summary>
internal enum RunColumnKind
{
    Attribute,
    Metric,
    Param,
    Tag,
}

/// <summary>A column of the runs table. Its id, such as <c>metrics.accuracy</c>, is what MLflow's filters call the value.</summary>
internal readonly record struct RunColumn(RunColumnKind Kind, string Key)
{
    private static readonly (RunColumnKind Kind, string Prefix)[] Prefixes =
    [
        (RunColumnKind.Attribute, "attributes."),
        (RunColumnKind.Metric, "metrics."),
        (RunColumnKind.Param, "params."),
        (RunColumnKind.Tag, "tags."),
    ];

    private static readonly Dictionary<string, string> AttributeTitles = new(StringComparer.Ordinal)
    {
        ["run_name"] = "Run",
        ["status"] = "Status",
        ["start_time"] = "Started",
        ["duration"] = "Duration",
        ["end_time"] = "Ended",
        ["user_id"] = "User",
        ["run_id"] = "Run id",
        ["dataset"] = "Dataset",
    };

    // Values that MLflow's grammar cannot order by.
    private static readonly string[] Unsortable = ["duration", "dataset"];

    /// <summary>The attributes a table can show beside the run's name, in their usual order.</summary>
    public static IReadOnlyList<RunColumn> Attributes { get; } =
        [.. AttributeTitles.Keys.Where(key => key != "run_name").Select(key => new RunColumn(RunColumnKind.Attribute, key))];

    /// <summary>The run's name: the first column of every table.</summary>
    public static RunColumn Name { get; } = new(RunColumnKind.Attribute, "run_name");

    /// <summary>The id in addresses.</summary>
    public string Id => Prefixes[(int)Kind].Prefix + Key;

    /// <summary>The heading.</summary>
    public string Title => Kind == RunColumnKind.Attribute ? AttributeTitles[Key] : Key;

    /// <summary>Whether values are numbers, set to the right.</summary>
    public bool IsNumeric => Kind == RunColumnKind.Metric || (Kind == RunColumnKind.Attribute && Key == "duration");

    /// <summary>Whether the store can sort by it.</summary>
    public bool IsSortable => Kind != RunColumnKind.Attribute || !Unsortable.Contains(Key);

    /// <summary>The column as MLflow's order clauses and filters quote it.</summary>
    public string Identifier =>
        Kind == RunColumnKind.Attribute ? Id
        : Key.Contains('`', StringComparison.Ordinal) ? $"{Prefixes[(int)Kind].Prefix}\"{Key}\""
        : $"{Prefixes[(int)Kind].Prefix}`{Key}`";

    /// <summary>Reads an id; false for one that names no column.</summary>
    public static bool TryParse([NotNullWhen(true)] string? id, out RunColumn column)
    {
        column = default;
        foreach (var (kind, prefix) in Prefixes)
        {
            if (id is not null && id.Length > prefix.Length && id.StartsWith(prefix, StringComparison.Ordinal))
            {
                column = new RunColumn(kind, id[prefix.Length..]);
                return kind != RunColumnKind.Attribute || AttributeTitles.ContainsKey(column.Key);
            }
        }

        return false;
    }
}
