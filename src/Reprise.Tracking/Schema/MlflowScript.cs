using System.Text.RegularExpressions;

namespace Reprise.Tracking.Schema;

/// <summary>A script of MLflow's tables, taken apart.</summary>
internal static partial class MlflowScript
{
    /// <summary>The statements of each table: the first makes it, the others its indexes. Tables come before those that refer to them.</summary>
    public static IReadOnlyList<(string Table, IReadOnlyList<string> Statements)> Tables(string script) =>
    [
        .. Comment().Replace(script, "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .GroupBy(statement => Subject().Match(statement).Groups["table"].Value)
            .Select(group => (group.Key, (IReadOnlyList<string>)[.. group])),
    ];

    [GeneratedRegex("^--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\ACREATE (?:TABLE (?<table>\w+)|(?:UNIQUE )?INDEX \w+ ON (?<table>\w+)) ")]
    private static partial Regex Subject();
}
