using Dapper;
using Microsoft.Data.Sqlite;
using Reprise.Tracking.Sqlite;

namespace Reprise.Tracking.Registry;

/// <summary>Reads registered models and versions with everything on them: a fixed number of queries for any number of them.</summary>
internal static class RegistryReader
{
    /// <summary>The models of rows, in their order. The versions in them carry no aliases, as in MLflow's answers.</summary>
    public static List<RegisteredModel> Models(SqliteConnection connection, IReadOnlyList<RegisteredModelRow> rows)
    {
        var names = SqliteLists.Json(rows.Select(row => row.Name));
        var tags = connection.Query<(string Name, string Key, string? Value)>(
            $"SELECT name, key, value FROM registered_model_tags WHERE name IN ({SqliteLists.Of("names")}) ORDER BY key", new { names })
            .ToLookup(tag => tag.Name, tag => new Tag(tag.Key, tag.Value ?? ""));
        var aliases = connection.Query<(string Name, string Alias, long Version)>(
            $"SELECT name, alias, version FROM registered_model_aliases WHERE name IN ({SqliteLists.Of("names")}) ORDER BY alias", new { names })
            .ToLookup(alias => alias.Name, alias => new ModelAlias(alias.Alias, (int)alias.Version));
        var latest = Versions(connection, LatestRows(connection, names)).ToLookup(version => version.Name);
        return
        [
            .. rows.Select(row => new RegisteredModel
            {
                Name = row.Name,
                Description = row.Description,
                CreatedAt = row.CreatedAt ?? 0,
                UpdatedAt = row.UpdatedAt ?? 0,
                Tags = [.. tags[row.Name]],
                Aliases = [.. aliases[row.Name]],
                LatestVersions = [.. latest[row.Name]],
            }),
        ];
    }

    /// <summary>The versions of rows, in their order, with tags and without aliases.</summary>
    public static List<ModelVersion> Versions(SqliteConnection connection, IReadOnlyList<ModelVersionRow> rows)
    {
        var tags = Tags(connection, rows);
        return [.. rows.Select(row => row.ToVersion([.. tags[(row.Name, row.Version)]], []))];
    }

    /// <summary>One version with tags and aliases.</summary>
    public static ModelVersion Version(SqliteConnection connection, ModelVersionRow row) => row.ToVersion(
        [.. Tags(connection, [row])[(row.Name, row.Version)]],
        [.. connection.Query<string>(
            "SELECT alias FROM registered_model_aliases WHERE name = @Name AND version = @Version ORDER BY alias", new { row.Name, row.Version })]);

    /// <summary>The newest version of each stage of each model, by model and stage.</summary>
    public static List<ModelVersionRow> LatestRows(SqliteConnection connection, string names) =>
    [
        .. connection.Query<ModelVersionRow>(
            $"""
            SELECT {ModelVersionRow.Columns} FROM model_versions v
            JOIN (SELECT name, current_stage, max(version) AS version FROM model_versions
                  WHERE name IN ({SqliteLists.Of("names")}) AND current_stage <> '{ModelStages.Deleted}' GROUP BY name, current_stage) newest
            ON newest.name = v.name AND newest.version = v.version
            ORDER BY v.name, v.version
            """,
            new { names }),
    ];

    private static ILookup<(string Name, long Version), Tag> Tags(SqliteConnection connection, IReadOnlyList<ModelVersionRow> rows) =>
        connection.Query<(string Name, long Version, string Key, string? Value)>(
            $"""
            SELECT t.name, t.version, t.key, t.value FROM model_version_tags t
            WHERE t.name IN ({SqliteLists.Of("names")}) AND t.version IN ({SqliteLists.Of("versions")}) ORDER BY t.key
            """,
            new { names = SqliteLists.Json(rows.Select(row => row.Name).Distinct()), versions = SqliteLists.Json(rows.Select(row => row.Version).Distinct()) })
        .ToLookup(tag => (tag.Name, tag.Version), tag => new Tag(tag.Key, tag.Value ?? ""));
}
