using System.Text.Json;

namespace Reprise.Learning.Files;

/// <summary>One JSON object of a model's graph, read strictly: every member is asked for by name and type, and none may be left over.</summary>
internal sealed class GraphObject
{
    /// <summary>Most entries of a list of objects: columns, steps, members. A file with more is no model anybody fitted.</summary>
    private const int MaxObjects = 100_000;

    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

    public GraphObject(JsonElement json, string place, string path)
    {
        (Place, Path) = (place, path);
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Refuse("", "must be an object");
        }

        foreach (var property in json.EnumerateObject())
        {
            _members.Add(property.Name, property.Value);
        }
    }

    /// <summary>The file, for messages.</summary>
    public string Place { get; }

    /// <summary>Where the object stands in the graph.</summary>
    public string Path { get; }

    /// <summary>Takes a member that is text.</summary>
    public string Text(string name) => Take(name, JsonValueKind.String).GetString()!;

    /// <summary>Takes a member that is a finite number.</summary>
    public double Number(string name) =>
        Take(name, JsonValueKind.Number).TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Refuse(name, "must be a finite number");

    /// <summary>Takes a member that is true or false.</summary>
    public bool Flag(string name) =>
        TakeAny(name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Refuse(name, "must be true or false"),
        };

    /// <summary>Takes a member that is an object.</summary>
    public GraphObject Object(string name) => new(TakeAny(name), Place, $"{Path}.{name}");

    /// <summary>Whether a member is there and is an object.</summary>
    public bool IsObject(string name) => _members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Object;

    /// <summary>Takes a member that is a list of objects.</summary>
    public IReadOnlyList<GraphObject> Objects(string name)
    {
        var items = Take(name, JsonValueKind.Array);
        return items.GetArrayLength() <= MaxObjects
            ? [.. items.EnumerateArray().Select((item, i) => new GraphObject(item, Place, $"{Path}.{name}[{i}]"))]
            : throw Refuse(name, $"must hold at most {MaxObjects} entries");
    }

    /// <summary>Takes a member that is a list of texts.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        [
            .. Take(name, JsonValueKind.Array).EnumerateArray()
                .Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Refuse(name, "must be a list of texts")),
        ];

    /// <summary>Refuses members that nobody took.</summary>
    public void End()
    {
        if (_members.Count > 0)
        {
            throw Refuse(_members.Keys.First(), "is not known here");
        }
    }

    /// <summary>A refusal that names the member.</summary>
    public Exception Refuse(string name, string rule) =>
        ModelFileErrors.Corrupt(Place, $"`{Path}{(name.Length == 0 ? "" : ".")}{name}` of its graph {rule}.");

    private JsonElement Take(string name, JsonValueKind kind) =>
        TakeAny(name) is var value && value.ValueKind == kind ? value : throw Refuse(name, $"must be a {kind}");

    private JsonElement TakeAny(string name) => _members.Remove(name, out var value) ? value : throw Refuse(name, "is missing");
}
