using Reprise.Tracking.Database;

namespace Reprise.Tracking.Registry;

/// <summary>Reads registered models and versions with everything on them: a fixed number of queries for any number of them.</summary>
internal static class RegistryReader
{
    /// <summary>The models of rows, in their order. The versions in them carry no aliases, as in MLflow's answers.</summary>
    public static List<RegisteredModel> Models(SqlReader reader, IReadOnlyList<RegisteredModelRow> rows)
    {
        var names = reader.Dialect.List(rows.Select(row => row.Name));
        var tags = reader.Query<(string Name, string Key, string? Value)>(
            $"SELECT name, key, value FROM registered_model_tags WHERE {reader.Dialect.In("name", "@names")} ORDER BY {reader.Dialect.ByCode("key")}", new { names })
            .ToLookup(tag => tag.Name, tag => new Tag(tag.Key, tag.Value ?? ""));
        var aliases = reader.Query<(string Name, string Alias, long Version)>(
            $"SELECT name, alias, version FROM registered_model_aliases WHERE {reader.Dialect.In("name", "@names")} ORDER BY {reader.Dialect.ByCode("alias")}", new { names })
            .ToLookup(alias => alias.Name, alias => new ModelAlias(alias.Alias, (int)alias.Version));
        var latest = Versions(reader, LatestRows(reader, names)).ToLookup(version => version.Name);
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

    /// <summary>The model of a name; null when there is none.</summary>
    public static RegisteredModel? Find(SqlReader reader, string name) => reader.Find<RegisteredModelRow>(
        $"SELECT {RegisteredModelRow.Columns} FROM registered_models m WHERE m.name = @name", new { name }) is { } row
        ? Models(reader, [row])[0]
        : null;

    /// <summary>The versions of rows, in their order, with tags and without aliases.</summary>
    public static List<ModelVersion> Versions(SqlReader reader, IReadOnlyList<ModelVersionRow> rows)
    {
        var tags = Tags(reader, rows);
        return [.. rows.Select(row => row.ToVersion([.. tags[(row.Name, row.Version)]], []))];
    }

    /// <summary>One version with tags and aliases.</summary>
    public static ModelVersion Version(SqlReader reader, ModelVersionRow row) => row.ToVersion(
        [.. Tags(reader, [row])[(row.Name, row.Version)]],
        [.. reader.Query<string>(
            $"SELECT alias FROM registered_model_aliases WHERE name = @Name AND version = @Version ORDER BY {reader.Dialect.ByCode("alias")}",
            new { row.Name, row.Version })]);

    /// <summary>The newest version of each stage of each model, by model and stage.</summary>
    public static List<ModelVersionRow> LatestRows(SqlReader reader, SqlList names) =>
    [
        .. reader.Query<ModelVersionRow>(
            $"""
            SELECT {ModelVersionRow.Columns} FROM model_versions v
            JOIN (SELECT name, current_stage, max(version) AS version FROM model_versions
                  WHERE {reader.Dialect.In("name", "@names")} AND current_stage <> '{ModelStages.Deleted}' GROUP BY name, current_stage) newest
            ON newest.name = v.name AND newest.version = v.version
            ORDER BY {reader.Dialect.ByCode("v.name")}, v.version
            """,
            new { names }),
    ];

    private static ILookup<(string Name, long Version), Tag> Tags(SqlReader reader, IReadOnlyList<ModelVersionRow> rows) =>
        reader.Query<(string Name, long Version, string Key, string? Value)>(
            $"""
            SELECT t.name, t.version, t.key, t.value FROM model_version_tags t
            WHERE {reader.Dialect.In("t.name", "@names")} AND {reader.Dialect.In("t.version", "@versions")} ORDER BY {reader.Dialect.ByCode("t.key")}
            """,
            new { names = reader.Dialect.List(rows.Select(row => row.Name).Distinct()), versions = reader.Dialect.List(rows.Select(row => row.Version).Distinct()) })
        .ToLookup(tag => (tag.Name, tag.Version), tag => new Tag(tag.Key, tag.Value ?? ""));
}
