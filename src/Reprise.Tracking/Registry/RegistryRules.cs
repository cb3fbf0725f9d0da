using System.Text.RegularExpressions;
using Reprise.Tracking.Database;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Registry;

/// <summary>What must hold of registered models, versions and aliases.</summary>
internal static partial class RegistryRules
{
    /// <summary>Longest name of a registered model.</summary>
    public const int MaxName = 256;

    public static void ValidateName(string? name, string path = "name")
    {
        if (string.IsNullOrEmpty(name))
        {
            throw Invalid.Missing(path);
        }

        Text.RequireLength(name, MaxName, path);
        Text.RequirePrintable(name, "registered model name");
    }

    /// <summary>Refuses a name that a <c>models:/</c> URI cannot say; models that have one already stay reachable by it.</summary>
    public static void ValidateNewName(string? name, string path = "name")
    {
        ValidateName(name, path);
        ClearNames.Require(name!, "registered model name");
        if (name!.AsSpan().ContainsAny('/', ':'))
        {
            throw Invalid.Parameter($"Invalid registered model name '{name}'. It must not hold '/' or ':', which part the pieces of a models:/ URI.");
        }
    }

    public static void ValidateModelTag(Tag tag) => ValidateTag(tag, "Registered model");

    public static void ValidateVersionTag(Tag tag) => ValidateTag(tag, "Model version");

    public static void ValidateAlias(string? alias)
    {
        if (string.IsNullOrEmpty(alias))
        {
            throw Invalid.Missing("alias");
        }

        if (!AliasCharacters().IsMatch(alias))
        {
            throw Invalid.Parameter($"Invalid alias name: '{alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).");
        }

        Text.RequireLength(alias, Limits.Alias, "Registered model alias name");
        if (alias.Equals("latest", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid.Parameter("'latest' alias name (case insensitive) is reserved.");
        }

        if (VersionAlias().IsMatch(alias))
        {
            throw Invalid.Parameter($"Version alias name '{alias}' is reserved.");
        }
    }

    /// <summary>The model of a name.</summary>
    public static RegisteredModelRow RequireModel(SqlReader reader, string name, RowLock rowLock = RowLock.None) =>
        reader.Find<RegisteredModelRow>(
            $"SELECT {RegisteredModelRow.Columns} FROM registered_models m WHERE m.name = @name{reader.Dialect.Lock(rowLock)}", new { name })
        ?? throw Invalid.NotFound($"Registered Model with name={name} not found");

    /// <summary>Keeps others from changing a model, its versions and aliases until the write ends; a model that is not there is nobody's.</summary>
    public static void Lock(SqlWriter writer, string name)
    {
        if (writer.Dialect.Lock(RowLock.Change) is { Length: > 0 } rowLock)
        {
            writer.Scalar<string>($"SELECT name FROM registered_models WHERE name = $1{rowLock}", name);
        }
    }

    /// <summary>A version that is not deleted.</summary>
    public static ModelVersionRow RequireVersion(SqlReader reader, string name, long version) =>
        FindVersion(reader, name, version) ?? throw Invalid.NotFound(FormattableString.Invariant($"Model Version (name={name}, version={version}) not found"));

    /// <summary>A version, or null when there is none or it is deleted.</summary>
    public static ModelVersionRow? FindVersion(SqlReader reader, string name, long version) =>
        reader.Find<ModelVersionRow>(
            $"SELECT {ModelVersionRow.Columns} FROM model_versions v WHERE v.name = @name AND v.version = @version AND v.current_stage <> '{ModelStages.Deleted}'",
            new { name, version });

    private static void ValidateTag(Tag tag, string subject)
    {
        EntityKeys.Validate(tag.Key, $"{subject} key");
        Text.RequireLength(tag.Value, Limits.RegistryTagValue, $"{subject} value");
    }

    [GeneratedRegex(@"\A[\w\-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex AliasCharacters();

    [GeneratedRegex(@"\A[vV]\d+\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionAlias();
}
