using System.Text.Json.Nodes;

namespace Reprise.Tracking.Audit;

/// <summary>What one piece of work says it changed; written to the trail when the work is done.</summary>
internal sealed class AuditNotes
{
    private const int LongestText = 2000;

    private readonly List<(string Action, string Name, string Detail)> _notes = [];

    public IReadOnlyList<(string Action, string Name, string Detail)> All => _notes;

    /// <summary>Notes a change.</summary>
    /// <param name="action">What was done, <c>kind.verb</c>.</param>
    /// <param name="name">Name or id of the thing it was done to.</param>
    /// <param name="detail">What changed. Values are null (left out), texts, numbers, or lists of either.</param>
    public void Add(string action, string name, params ReadOnlySpan<(string Key, object? Value)> detail)
    {
        var json = new JsonObject();
        foreach (var (key, value) in detail)
        {
            if (value is not null)
            {
                json[key] = Node(value);
            }
        }

        _notes.Add((action, name, json.ToJsonString()));
    }

    private static JsonNode? Node(object value) => value switch
    {
        string text => text.Length > LongestText ? Rules.Text.Truncate(text, LongestText) + "…" : text,
        int number => number,
        long number => number,
        IEnumerable<long> numbers => new JsonArray([.. numbers.Select(number => (JsonNode)number)]),
        IEnumerable<string> texts => new JsonArray([.. texts.Select(text => (JsonNode)text)]),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Not a value of a note."),
    };
}
