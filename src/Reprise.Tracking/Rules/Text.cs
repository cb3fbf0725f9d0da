namespace Reprise.Tracking.Rules;

/// <summary>Length rules of text values.</summary>
internal static class Text
{
    /// <summary>The text, cut to a limit without splitting a surrogate pair.</summary>
    public static string Truncate(string value, int limit)
    {
        if (value.Length <= limit)
        {
            return value;
        }

        return value[..(char.IsHighSurrogate(value[limit - 1]) ? limit - 1 : limit)];
    }

    /// <summary>Refuses a text with control characters, which no path, page or log shows as they are.</summary>
    public static void RequirePrintable(string value, string subject)
    {
        if (value.Any(char.IsControl))
        {
            throw Invalid.Parameter($"Invalid {subject} '{value}'. It must not hold control characters.");
        }
    }

    /// <summary>Refuses a text longer than a limit.</summary>
    public static void RequireLength(string? value, int limit, string subject)
    {
        if (value?.Length > limit)
        {
            throw Invalid.TooLong(subject, limit);
        }
    }
}
