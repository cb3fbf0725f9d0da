using System.Text.Json;

namespace Reprise.Architecture.Tests;

/// <summary>The allowed edges: those of the design, and those an ADR added later (<c>eng/rooms.json</c>).</summary>
internal sealed record Rooms(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Allowed, IReadOnlyList<Rooms.Edge> Edges, IReadOnlyList<string> AspNet)
{
    public static Rooms Load(string root)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "eng", "rooms.json")));
        var json = document.RootElement;
        return new Rooms(
            json.GetProperty("rooms").EnumerateObject().ToDictionary(room => room.Name, room => Strings(room.Value)),
            [
                .. json.GetProperty("edges").EnumerateArray().Select(edge => new Edge(
                    edge.GetProperty("from").GetString()!, edge.GetProperty("to").GetString()!, edge.GetProperty("adr").GetString()!)),
            ],
            Strings(json.GetProperty("aspNet")));

        static IReadOnlyList<string> Strings(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];
    }

    /// <summary>An edge beyond the design and the decision record that allows it.</summary>
    public sealed record Edge(string From, string To, string Adr);
}
