using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Reprise.Cli.Shell;

/// <summary>A point in time such as <c>2026-03-01</c> or <c>2026-03-01T09:30:00+03:00</c>, in milliseconds since the Unix epoch; without an offset it is UTC.</summary>
internal sealed class DateOption : Option<long?>
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFzzz"];

    public DateOption(string name, string description)
        : base(name)
    {
        Description = description + " 2026-03-01 or 2026-03-01T09:30:00+03:00; without an offset it is UTC.";
        HelpName = "DATE";
        CustomParser = Read;
    }

    /// <summary>Reads a date; false when it has none of the forms.</summary>
    internal static bool TryRead(string text, out long time)
    {
        var read = DateTimeOffset.TryParseExact(
            text.Replace("Z", "+00:00", StringComparison.Ordinal), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date);
        time = date.ToUnixTimeMilliseconds();
        return read;
    }

    private long? Read(ArgumentResult result)
    {
        if (TryRead(result.Tokens[0].Value, out var time))
        {
            return time;
        }

        result.AddError($"{Name} takes a date such as 2026-03-01 or 2026-03-01T09:30:00Z, not '{result.Tokens[0].Value}'.");
        return null;
    }
}
