using Reprise.Core.Errors;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Database;
using Reprise.Tracking.Webhooks;

namespace Reprise.Tracking.Schema;

/// <summary>
/// Tables beside MLflow's, in the same database so that a row in them is atomic with the change it tells of. Their names start with
/// <see cref="Prefix"/>; MLflow's tables are never touched. <c>reprise_schema</c> remembers which steps of which feature were taken.
/// </summary>
internal static class OwnTables
{
    /// <summary>What the name of every table and index of ours starts with.</summary>
    public const string Prefix = "reprise_";

    /// <summary>Every feature that has tables. A feature adds its list here.</summary>
    public static IReadOnlyList<OwnTableSteps> Features { get; } = [Access.AccessTables.Steps, AuditTables.Steps, WebhookTables.Steps];

    /// <summary>Takes the steps that were not taken yet, in the transaction of the writer.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidState"/>: a newer version has changed the tables of a feature.</exception>
    public static void Ensure(SqlWriter writer, string database) => Ensure(writer, database, Features);

    /// <inheritdoc cref="Ensure(SqlWriter, string)"/>
    internal static void Ensure(SqlWriter writer, string database, IReadOnlyList<OwnTableSteps> features)
    {
        writer.Script("CREATE TABLE IF NOT EXISTS reprise_schema (feature TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL)");
        var taken = writer.Query<(string Feature, long Version)>("SELECT feature, version FROM reprise_schema")
            .ToDictionary(row => row.Feature, row => (int)row.Version, StringComparer.Ordinal);
        var newer = features.Where(feature => taken.GetValueOrDefault(feature.Feature) > feature.Steps.Count).ToList();
        if (newer.Count > 0)
        {
            throw new RepriseException(
                ErrorCode.InvalidState,
                $"A newer version of Reprise has changed the database '{database}': "
                + string.Join(", ", newer.Select(feature => FormattableString.Invariant(
                    $"its tables of '{feature.Feature}' are at step {taken[feature.Feature]}, this version knows {feature.Steps.Count}")))
                + ". Use that version, or restore a backup from before.");
        }

        foreach (var (feature, steps) in features.Where(feature => taken.GetValueOrDefault(feature.Feature) < feature.Steps.Count))
        {
            foreach (var step in steps.Skip(taken.GetValueOrDefault(feature)))
            {
                writer.Script(step);
            }

            writer.Execute(
                "INSERT INTO reprise_schema (feature, version) VALUES ($1, $2) ON CONFLICT (feature) DO UPDATE SET version = excluded.version",
                feature, steps.Count);
        }
    }
}

/// <summary>
/// How the tables of one feature came to be: statements in SQL that both databases read (types TEXT, BIGINT, INTEGER and DOUBLE PRECISION;
/// texts, counts and flags, times in milliseconds). A step that was released is never changed; another follows it.
/// </summary>
/// <param name="Feature">A short name, unique among <see cref="OwnTables.Features"/>.</param>
/// <param name="Steps">One statement or several, parted by semicolons, a step.</param>
internal sealed record OwnTableSteps(string Feature, IReadOnlyList<string> Steps);
