using System.Globalization;
using Reprise.Core.Files;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Mlruns;

/// <summary>Folders in which a file's path is a key (with <c>/</c> where it has one) and its content the value. Links are not followed.</summary>
internal static class ValueFiles
{
    private const long MaxValueBytes = 1 << 20;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    /// <summary>Key and file, ordered by key; nothing for a folder that is not there.</summary>
    public static IEnumerable<(string Key, string Path)> Of(string folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*", Everything)
            .Where(path => !AtomicFile.IsTemporary(path))
            .Select(path => (Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), path))
            .OrderBy(entry => entry.Item1, StringComparer.Ordinal);

    /// <summary>Keys with their values; files that cannot be read are told.</summary>
    public static List<Tag> Values(string folder, ImportLog log)
    {
        var values = new List<Tag>();
        foreach (var (key, path) in Of(folder))
        {
            try
            {
                if (new FileInfo(path).Length > MaxValueBytes)
                {
                    log.Problem(path, "is larger than 1 MiB; it is left out.");
                    continue;
                }

                values.Add(new Tag(key, File.ReadAllText(path)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                log.Problem(path, $"cannot be read ({exception.Message})");
            }
        }

        return values;
    }

    /// <summary>The points of a metric's file, line by line: timestamp, value, step (older files have none), and what newer files add behind.</summary>
    public static IEnumerable<Metric> Points(string key, string path, ImportLog log)
    {
        var number = 0;
        using var reader = new StreamReader(path);
        while (reader.ReadLine() is { } line)
        {
            number++;
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0)
            {
                continue;
            }

            if (parts.Length >= 2
                && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var timestamp)
                && TryValue(parts[1], out var value)
                && (parts.Length == 2 ? "0" : parts[2]) is var third
                && long.TryParse(third, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var step))
            {
                yield return new Metric(key, value, timestamp, step);
            }
            else
            {
                log.Problem(path, number, $"'{(line.Length > 80 ? line[..80] + "…" : line)}' is no point of a metric; a line is 'timestamp value step'. It is left out.");
            }
        }
    }

    private static bool TryValue(string text, out double value)
    {
        switch (text.ToLowerInvariant())
        {
            case "nan":
                value = double.NaN;
                return true;
            case "inf" or "infinity":
                value = double.PositiveInfinity;
                return true;
            case "-inf" or "-infinity":
                value = double.NegativeInfinity;
                return true;
            default:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }
    }
}
