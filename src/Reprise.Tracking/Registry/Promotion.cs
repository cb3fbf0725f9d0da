namespace Reprise.Tracking.Registry;

/// <summary>A move of alias and stage onto a version, done in one transaction.</summary>
public sealed record Promotion
{
    /// <summary>The alias of what is live, where nothing else is said.</summary>
    public const string DefaultAlias = "production";

    /// <summary>The registered model.</summary>
    public required string Name { get; init; }

    /// <summary>The version that becomes live.</summary>
    public required int Version { get; init; }

    /// <summary>The alias that moves. Default <c>production</c>.</summary>
    public string Alias { get; init; } = DefaultAlias;

    /// <summary>The stage that moves; versions in it before are archived. Default Production.</summary>
    public ModelStage Stage { get; init; } = ModelStage.Production;

    /// <summary>
    /// The version that must have the alias now, 0 for none; when another has it, nothing is changed. Default null: whatever has it. Who judged a version
    /// against the live one sets it, so that the judgement still holds when the alias moves.
    /// </summary>
    public int? ExpectedLive { get; init; }

    /// <summary>Why, for the record: the gate's verdict, a ticket, a person's words. At most 5,000 characters.</summary>
    public string? Reason { get; init; }
}
