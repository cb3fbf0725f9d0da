using System.Globalization;
using System.Text.Json;
using Reprise.Tracking.Audit;

namespace Reprise.Tracking.Registry;

/// <summary>One change of a registered model. What an action does not say is null.</summary>
public sealed record RegistryEvent
{
    /// <summary>Number of its record in the audit trail.</summary>
    public required long Sequence { get; init; }

    /// <summary>When, in milliseconds since the Unix epoch.</summary>
    public required long Time { get; init; }

    /// <summary>Who.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done: the part of an <see cref="AuditActions"/> after the dot, such as <c>promote</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The version it was done to, or that an alias went to.</summary>
    public int? Version { get; init; }

    /// <summary>The version that had the alias before.</summary>
    public int? Previous { get; init; }

    /// <summary>The alias that was set, moved or removed.</summary>
    public string? Alias { get; init; }

    /// <summary>The stage the version went to.</summary>
    public string? Stage { get; init; }

    /// <summary>The stage it was in before.</summary>
    public string? FromStage { get; init; }

    /// <summary>Versions that were archived by it.</summary>
    public IReadOnlyList<int> Archived { get; init; } = [];

    /// <summary>What the gate had said of the version then: passed or failed; null when none was run.</summary>
    public string? Gate { get; init; }

    /// <summary>Why, as given.</summary>
    public string? Reason { get; init; }

    /// <summary>The former name, of a renaming.</summary>
    public string? From { get; init; }

    /// <summary>The key of a tag.</summary>
    public string? Key { get; init; }

    /// <summary>The value of a tag, or a description.</summary>
    public string? Value { get; init; }

    /// <summary>Aliases that went with a deleted version.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What happened, in a few words without who and when.</summary>
    public string Describe()
    {
        var version = Version is { } number ? "version " + number.ToString(CultureInfo.InvariantCulture) : "";
        var instead = Previous is { } former && former != Version ? " instead of version " + former.ToString(CultureInfo.InvariantCulture) : "";
        return Action switch
        {
            "create" => "registered",
            "rename" => $"renamed from {From}",
            "delete" => "deleted",
            "update" => "description changed",
            "create-version" => $"{version} registered",
            "update-version" => $"description of {version} changed",
            "delete-version" => $"{version} deleted",
            "stage" => $"{version} moved from {FromStage} to {Stage}",
            "set-alias" => $"@{Alias} set on {version}{instead}",
            "delete-alias" => $"@{Alias} removed" + (Previous is { } last ? " from version " + last.ToString(CultureInfo.InvariantCulture) : ""),
            "promote" => $"{version} promoted to @{Alias}, {Stage}{instead}",
            "rollback" => $"rolled back to {version}: @{Alias}, {Stage}{instead}",
            "set-tag" or "set-version-tag" => $"tag {Key} {(version.Length > 0 ? $"of {version} " : "")}set to {Value}",
            "delete-tag" or "delete-version-tag" => $"tag {Key} {(version.Length > 0 ? $"of {version} " : "")}removed",
            _ => Action,
        };
    }

    /// <summary>Whether it set, moved or removed an alias.</summary>
    internal bool Concerns(string alias) => Alias == alias || Aliases.Contains(alias) || Action is "delete" or "create";

    /// <summary>Reads a record.</summary>
    internal static RegistryEvent Of(AuditRow row)
    {
        using var document = JsonDocument.Parse(row.Detail);
        var detail = document.RootElement;
        return new RegistryEvent
        {
            Sequence = row.Sequence,
            Time = row.Time,
            Actor = row.Actor,
            Action = row.Action[(row.Action.IndexOf('.', StringComparison.Ordinal) + 1)..],
            Version = Number("version"),
            Previous = Number("previous"),
            Alias = Text("alias"),
            Stage = Text("stage"),
            FromStage = Text("from_stage"),
            Archived = [.. List("archived").Select(item => item.GetInt32())],
            Gate = Text("gate"),
            Reason = Text("reason") is { Length: > 0 } reason ? reason : null,
            From = Text("from"),
            Key = Text("key"),
            Value = Text("value") ?? Text("description"),
            Aliases = [.. List("aliases").Select(item => item.GetString()!)],
        };

        string? Text(string key) => detail.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        int? Number(string key) => detail.TryGetProperty(key, out var value) && value.TryGetInt32(out var number) ? number : null;
        IEnumerable<JsonElement> List(string key) => detail.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
    }
}
