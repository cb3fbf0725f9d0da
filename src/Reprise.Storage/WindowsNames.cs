using System.Buffers;

namespace Reprise.Storage;

/// <summary>File names that mean something else on Windows: devices (<c>NUL</c>, <c>COM1.txt</c>), streams (<c>a:b</c>), names it shortens (<c>a.</c>).</summary>
internal static class WindowsNames
{
    private const int DeviceLength = 4;
    private static readonly SearchValues<char> Refused = SearchValues.Create("<>:\"|?*");

    /// <summary>The rule of Windows that a name breaks; null for a plain name.</summary>
    public static string? Problem(string name)
    {
        if (name.AsSpan().ContainsAny(Refused))
        {
            return "on Windows no part may hold any of < > : \" | ? *";
        }

        if (name.EndsWith('.') || name.EndsWith(' '))
        {
            return "on Windows no part may end in a dot or a space";
        }

        return IsDevice(name.AsSpan(0, name.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? dot : name.Length).TrimEnd())
            ? "on Windows names of devices are reserved"
            : null;
    }

    private static bool IsDevice(ReadOnlySpan<char> stem)
    {
        foreach (var device in (ReadOnlySpan<string>)["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"])
        {
            if (stem.Equals(device, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return stem.Length == DeviceLength
            && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase))
            && (char.IsAsciiDigit(stem[^1]) || stem[^1] is '\u00B9' or '\u00B2' or '\u00B3');
    }
}
