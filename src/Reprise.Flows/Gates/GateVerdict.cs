using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reprise.Flows.Gates;

/// <summary>What a gate decided and why.</summary>
public sealed record GateVerdict(IReadOnlyList<GateCheck> Checks)
{
    /// <summary>Whether every check passed.</summary>
    [JsonPropertyOrder(-1)]
    public bool Passed => Checks.All(check => check.Passed);

    /// <summary>The findings as sentences, the failed ones first.</summary>
    [JsonIgnore]
    public IEnumerable<string> Words => Checks.OrderBy(check => check.Passed).Select(check => check.Words);

    /// <summary>The verdict as JSON: <c>passed</c> and <c>checks</c>; NaN and infinities as strings.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, GateJson.Compact.GateVerdict);

    /// <summary>Reads what <see cref="ToJson"/> wrote; null for anything else. The verdict follows from the checks, whatever the text says.</summary>
    public static GateVerdict? TryParse(string? json)
    {
        try
        {
            return string.IsNullOrEmpty(json) ? null : JsonSerializer.Deserialize(json, GateJson.Compact.GateVerdict) is { Checks: not null } verdict ? verdict : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Source-generated JSON of verdicts.</summary>
[JsonSerializable(typeof(GateVerdict))]
internal sealed partial class GateJson : JsonSerializerContext
{
    public static GateJson Compact { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
