using System.Globalization;
using Reprise.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reprise.Tracking.Yaml;

/// <summary>
/// Reads one YAML document as plain data: maps, lists, text and null. Tags, anchors, aliases, further documents, repeated keys and deep nesting are
/// refused, so nothing is constructed and nothing expands.
/// </summary>
public static class YamlData
{
    private const int MaxDepth = 16;

    /// <summary>The document's map. Time and memory grow with its length.</summary>
    /// <param name="text">The document.</param>
    /// <param name="source">What messages call it, such as a file's name.</param>
    /// <exception cref="RepriseException">The text is not such a document; the message names line and column.</exception>
    public static Dictionary<string, object?> ReadMap(TextReader text, string source)
    {
        try
        {
            var parser = new Parser(text);
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                throw Refused(source, Mark.Empty, "is empty; it must be a map of keys and values");
            }

            var root = Read(parser, source, depth: 0);
            parser.Consume<DocumentEnd>();
            return !parser.Accept<StreamEnd>(out _)
                ? throw Refused(source, parser.Current!.Start, "holds more than one document; one is allowed")
                : root as Dictionary<string, object?> ?? throw Refused(source, Mark.Empty, "must be a map of keys and values at the top");
        }
        catch (YamlException error)
        {
            throw Refused(source, error.Start, $"is not YAML ({error.Message})", error);
        }
    }

    private static object? Read(Parser parser, string source, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Refused(source, parser.Current!.Start, $"nests deeper than {MaxDepth} levels");
        }

        if (parser.Accept<AnchorAlias>(out var alias))
        {
            throw Refused(source, alias.Start, $"uses the alias *{alias.Value}; aliases are not read");
        }

        var node = parser.Consume<NodeEvent>();
        if (!node.Anchor.IsEmpty || !node.Tag.IsEmpty)
        {
            var what = node.Tag.IsEmpty ? $"the anchor &{node.Anchor.Value}" : $"the tag {node.Tag}";
            throw Refused(source, node.Start, $"uses {what}; tags and anchors are not read");
        }

        return node switch
        {
            MappingStart => ReadEntries(parser, source, depth),
            SequenceStart => ReadItems(parser, source, depth),
            Scalar scalar => scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL" ? null : scalar.Value,
            _ => throw Refused(source, node.Start, "holds something that is neither a map, a list nor text"),
        };
    }

    private static Dictionary<string, object?> ReadEntries(Parser parser, string source, int depth)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var start = parser.Current!.Start;
            if (Read(parser, source, depth + 1) is not string key)
            {
                throw Refused(source, start, "has a key that is not text");
            }

            if (!map.TryAdd(key, Read(parser, source, depth + 1)))
            {
                throw Refused(source, start, $"repeats the key '{key}'");
            }
        }

        return map;
    }

    private static List<object?> ReadItems(Parser parser, string source, int depth)
    {
        var items = new List<object?>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Read(parser, source, depth + 1));
        }

        return items;
    }

    private static RepriseException Refused(string source, Mark at, string what, Exception? inner = null) => new(
        ErrorCode.InvalidParameterValue,
        at.Line > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{source}, line {at.Line}, column {at.Column}: {what}.")
            : $"{source} {what}.",
        inner);
}
