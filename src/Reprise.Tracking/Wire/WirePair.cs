namespace Reprise.Tracking.Wire;

/// <summary>A key with a text value: tags of every entity, parameters of runs and logged models.</summary>
internal sealed record WirePair(string? Key, string? Value)
{
    public static IReadOnlyList<WirePair>? From(IReadOnlyList<Tag> tags) => tags.ToWire(tag => new WirePair(tag.Key, tag.Value));

    public static IReadOnlyList<WirePair>? From(IReadOnlyList<Runs.Param> parameters) =>
        parameters.ToWire(parameter => new WirePair(parameter.Key, parameter.Value));

    public Tag ToTag() => new(Key ?? "", Value ?? "");

    public Runs.Param ToParam() => new(Key ?? "", Value ?? "");
}
