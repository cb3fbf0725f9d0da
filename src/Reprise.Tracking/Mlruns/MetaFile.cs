using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking.Yaml;

namespace Reprise.Tracking.Mlruns;

/// <summary>A <c>meta.yaml</c>: plain values by name.</summary>
internal sealed class MetaFile
{
    private const long MaxBytes = 4 << 20;
    private readonly Dictionary<string, object?> _values;
    private readonly string _path;
    private readonly ImportLog _log;

    private MetaFile(string path, Dictionary<string, object?> values, ImportLog log) => (_path, _values, _log) = (path, values, log);

    /// <summary>The file of a folder; null, with a problem told, when it is missing or damaged.</summary>
    public static MetaFile? Read(string folder, ImportLog log)
    {
        var path = Path.Combine(folder, "meta.yaml");
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                log.Problem(path, "is larger than 4 MiB.");
                return null;
            }

            using var text = new StreamReader(path);
            return new MetaFile(path, YamlData.ReadMap(text, path), log);
        }
        catch (RepriseException exception)
        {
            log.Problem(folder, $"left out: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.Problem(path, $"cannot be read, the folder is left out ({exception.Message})");
        }

        return null;
    }

    /// <summary>A text; null for null, missing or something that is no text.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name) as string;

    /// <summary>A text that must be there; null, with a problem told, when it is not.</summary>
    public string? Required(string name)
    {
        if (Text(name) is { Length: > 0 } text)
        {
            return text;
        }

        _log.Problem(_path, $"has no '{name}'; the folder is left out.");
        return null;
    }

    /// <summary>A whole number; null when missing, and with a problem told when it is another thing.</summary>
    public long? Number(string name)
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        _log.Problem(_path, $"'{name}' must be a whole number, not '{text}'; it is taken as not given.");
        return null;
    }

    /// <summary>One of several words, which older versions wrote as its number counted from 1.</summary>
    public string Word(string name, string fallback, params ReadOnlySpan<string> words)
    {
        var text = Text(name);
        if (text is null)
        {
            return fallback;
        }

        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Equals(text, StringComparison.OrdinalIgnoreCase) || text == (i + 1).ToString(CultureInfo.InvariantCulture))
            {
                return words[i];
            }
        }

        _log.Problem(_path, $"'{name}' must be one of {string.Join(", ", words.ToArray())} or its number, not '{text}'; {fallback} is taken.");
        return fallback;
    }
}
