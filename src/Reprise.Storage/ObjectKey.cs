using System.Text;
using Reprise.Core.Errors;
using Reprise.Core.Files;

namespace Reprise.Storage;

/// <summary>
/// Name of an object or folder in a store: parts joined by <c>/</c>, relative, never leaving the store. The default value is the store's root folder.
/// </summary>
/// <remarks>
/// Refused: absolute paths, drives and schemes, empty parts, <c>.</c> and <c>..</c> (with or without <c>;…</c>), backslashes, control characters, parts over
/// 255 bytes, more than 1024 bytes in all, names reserved for temporaries, on Windows also names of devices, streams and names it would shorten; and whatever
/// becomes one of these when percent-decoded, however often it was encoded.
/// </remarks>
public readonly record struct ObjectKey
{
    /// <summary>How often a text may be percent-encoded; what is encoded more often is refused.</summary>
    public const int MaxEncodings = 10;

    private const int MaxBytes = 1024;
    private const int MaxPartBytes = 255;
    private readonly string? _value;

    private ObjectKey(string value) => _value = value;

    /// <summary>The parts joined by <c>/</c>; empty for the root.</summary>
    public string Value => _value ?? "";

    /// <summary>The last part; empty for the root.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>The folder it lies in; the root for a key of one part.</summary>
    public ObjectKey Parent => new(Value[..Math.Max(0, Value.LastIndexOf('/'))]);

    /// <summary>Whether this is the store's root folder.</summary>
    public bool IsRoot => Value.Length == 0;

    /// <summary>Reads a key; null, empty and a trailing <c>/</c> are fine.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: the text breaks a rule.</exception>
    public static ObjectKey Parse(string? text) =>
        TryParse(text, out var key, out var rule)
            ? key
            : throw new RepriseException(ErrorCode.InvalidParameterValue, $"Invalid path '{Printable(text!)}': {rule}.");

    /// <summary>Reads a key; when it breaks a rule, <paramref name="rule"/> says which.</summary>
    public static bool TryParse(string? text, out ObjectKey key, out string rule)
    {
        key = default;
        rule = "";
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var value = text.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/";
        if (Encoding.UTF8.GetByteCount(value) > MaxBytes)
        {
            rule = "it must not be longer than 1024 bytes";
            return false;
        }

        var round = 0;
        for (var (form, previous) = (value, ""); form != previous; (form, previous) = (Uri.UnescapeDataString(form), form))
        {
            if ((++round > MaxEncodings ? "it is percent-encoded too often" : Broken(form)) is { } broken)
            {
                rule = broken;
                return false;
            }
        }

        key = new ObjectKey(value);
        return true;
    }

    /// <summary>The key under this folder.</summary>
    public ObjectKey Append(ObjectKey relative) => IsRoot ? relative : relative.IsRoot ? this : new ObjectKey($"{Value}/{relative.Value}");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string? Broken(string value)
    {
        if (value.StartsWith('/') || (value.Length > 1 && value[1] == ':' && char.IsAsciiLetter(value[0])) || HasScheme(value))
        {
            return "it must be relative";
        }

        foreach (var part in value.Split('/'))
        {
            // Servers on the way may drop what follows a ';' and then see a step up.
            if (part.Split(';', 2)[0].Trim() is "." or "..")
            {
                return "it must not hold '.' or '..' as a part";
            }

            if (part.Length == 0)
            {
                return "it must not hold empty parts";
            }

            if (part.Contains('\\', StringComparison.Ordinal) || part.Any(char.IsControl))
            {
                return "it must not hold backslashes or control characters";
            }

            if (Encoding.UTF8.GetByteCount(part) > MaxPartBytes)
            {
                return "no part may be longer than 255 bytes";
            }

            if (AtomicFile.IsTemporary(part))
            {
                return "names that begin with .reprise-tmp- are reserved";
            }

            if (OperatingSystem.IsWindows() && WindowsNames.Problem(part) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>Whether a text begins as <c>file:x</c>, <c>s3:/x</c> and other URIs do. A colon further on is part of a name.</summary>
    private static bool HasScheme(string value)
    {
        var colon = value.AsSpan().IndexOfAny(':', '/');
        return colon > 0 && value[colon] == ':' && (colon + 1 == value.Length || value[colon + 1] == '/' || value.StartsWith("file:", StringComparison.OrdinalIgnoreCase));
    }

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));
}
