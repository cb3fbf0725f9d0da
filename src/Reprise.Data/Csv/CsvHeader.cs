using System.Globalization;

namespace Reprise.Data.Csv;

/// <summary>Gives every column of a header a name of its own and reports those that had none.</summary>
internal static class CsvHeader
{
    public static List<string> Name(ReadOnlySpan<string> fields, CsvOptions options, Action<CsvRule, int, string?, string> report)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new List<string>(fields.Length);
        for (var i = 0; i < fields.Length; i++)
        {
            var name = fields[i];
            if (string.IsNullOrWhiteSpace(name))
            {
                name = string.Create(CultureInfo.InvariantCulture, $"Unnamed: {i}");
                if (!options.NameUnnamedColumns)
                {
                    report(CsvRule.EmptyName, i + 1, null, "the column has no name; name it in the header (a leading column without a name is often a saved row number).");
                }
            }
            else if (first.TryGetValue(name, out var earlier))
            {
                report(CsvRule.DuplicateName, i + 1, name, string.Create(CultureInfo.InvariantCulture, $"column {earlier + 1} has the same name; rename one of them."));
            }

            first.TryAdd(name, i);
            names.Add(name);
        }

        return MakeUnique(names);
    }

    private static List<string> MakeUnique(List<string> names)
    {
        var taken = new HashSet<string>(names, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            for (var suffix = 1; !seen.Add(name); suffix++)
            {
                var candidate = string.Create(CultureInfo.InvariantCulture, $"{names[i]}.{suffix}");
                if (taken.Add(candidate))
                {
                    name = candidate;
                }
            }

            names[i] = name;
        }

        return names;
    }
}
