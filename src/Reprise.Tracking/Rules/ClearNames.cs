using System.Globalization;
using System.Text;

namespace Reprise.Tracking.Rules;

/// <summary>
/// The rule of names that people choose by sight (experiments, registered models): a name looks like what it is. Only new names are asked; what has
/// another one stays reachable by it.
/// </summary>
internal static class ClearNames
{
    private const int ZeroWidthNonJoiner = 0x200C, ZeroWidthJoiner = 0x200D;

    /// <summary>Refuses control and invisible characters, those that turn the direction of text, and blanks at the ends.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="subject">What messages call it.</param>
    public static void Require(string name, string subject)
    {
        if (name.EnumerateRunes().Select(rune => (Rune?)rune).FirstOrDefault(rune => IsHidden(rune!.Value)) is { } hidden)
        {
            throw Invalid.Parameter(
                $"Invalid {subject} '{Shown(name)}'. It must not hold characters that nobody sees: U+{hidden.Value.ToString("X4", CultureInfo.InvariantCulture)} is one. Leave it out.");
        }

        if (char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]))
        {
            throw Invalid.Parameter($"Invalid {subject} '{name}'. It must not begin or end with a blank.");
        }
    }

    // The two joiners are letters' business: Persian and emoji need them.
    private static bool IsHidden(Rune rune) =>
        rune == Rune.ReplacementChar
        || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800
        || (rune.Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner)
            && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse);

    private static string Shown(string name) => string.Concat(name.EnumerateRunes().Select(rune =>
        IsHidden(rune) ? $"\\u{{{rune.Value.ToString("X4", CultureInfo.InvariantCulture)}}}" : rune.ToString()));
}
