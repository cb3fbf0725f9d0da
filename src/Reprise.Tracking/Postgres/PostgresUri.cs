using System.Globalization;
using Npgsql;
using Reprise.Core.Errors;

namespace Reprise.Tracking.Postgres;

/// <summary>Reads <c>postgresql://user:password@host:port/database?option=value</c> as SQLAlchemy and libpq write it. No message repeats a password.</summary>
internal static class PostgresUri
{
    private const int DefaultPort = 5432;

    private static readonly string[] Options =
        ["application_name", "connect_timeout", "host", "options", "passfile", "port", "sslcert", "sslkey", "sslmode", "sslrootcert", "target_session_attrs"];

    /// <param name="uri">The address; its scheme is known to be right.</param>
    /// <param name="shown">The address without password and options.</param>
    public static NpgsqlConnectionStringBuilder Parse(string uri, out string shown)
    {
        var problems = new List<string>();
        var builder = new NpgsqlConnectionStringBuilder();
        var rest = uri[(uri.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var query = Cut(ref rest, '?');
        var database = Cut(ref rest, '/');
        if (rest.LastIndexOf('@') is >= 0 and var at)
        {
            var user = rest[..at];
            rest = rest[(at + 1)..];
            if (Cut(ref user, ':') is { } password)
            {
                builder.Password = Uri.UnescapeDataString(password);
            }

            builder.Username = Uri.UnescapeDataString(user);
        }

        SetHost(builder, rest, problems);
        builder.Database = Uri.UnescapeDataString(database ?? "");
        foreach (var option in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var value = option;
            var name = value;
            value = Cut(ref name, '=') ?? "";
            SetOption(builder, name, Uri.UnescapeDataString(value.Replace('+', ' ')), problems);
        }

        if (builder.Database.Length == 0)
        {
            problems.Add("The address of the PostgreSQL database names no database: write postgresql://user:password@host:5432/database.");
        }

        if (string.IsNullOrEmpty(builder.Host))
        {
            builder.Host = "localhost";
        }

        if (problems.Count > 0)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, problems);
        }

        shown = Show(builder);
        return builder;
    }

    private static string Show(NpgsqlConnectionStringBuilder builder)
    {
        var user = string.IsNullOrEmpty(builder.Username) ? "" : Uri.EscapeDataString(builder.Username) + "@";
        var database = Uri.EscapeDataString(builder.Database!);
        return builder.Host!.StartsWith('/')
            ? $"postgresql://{user}/{database}?host={builder.Host}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"postgresql://{user}{(builder.Host.Contains(':', StringComparison.Ordinal) ? $"[{builder.Host}]" : builder.Host)}:{builder.Port}/{database}");
    }

    private static void SetHost(NpgsqlConnectionStringBuilder builder, string text, List<string> problems)
    {
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
        {
            builder.Host = text[1..end];
            text = text[(end + 1)..];
            Cut(ref text, ':', out var port);
            SetPort(builder, port, problems);
        }
        else
        {
            Cut(ref text, ':', out var port);
            builder.Host = Uri.UnescapeDataString(text);
            SetPort(builder, port, problems);
        }
    }

    private static void SetPort(NpgsqlConnectionStringBuilder builder, string? text, List<string> problems)
    {
        builder.Port = DefaultPort;
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue)
        {
            builder.Port = port;
        }
        else
        {
            // What stands there may be a part of a password whose @ or / was not encoded.
            problems.Add("The port in the address of the PostgreSQL database must be a number in [1, 65535]. If the password holds @, : or /, write %40, %3A or %2F.");
        }
    }

    private static void SetOption(NpgsqlConnectionStringBuilder builder, string name, string value, List<string> problems)
    {
        try
        {
            switch (name)
            {
                case "host":
                    builder.Host = value;
                    break;
                case "port":
                    SetPort(builder, value, problems);
                    break;
                case "sslmode":
                    builder.SslMode = Enum.Parse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
                    break;
                case "sslrootcert":
                    builder.RootCertificate = value;
                    break;
                case "sslcert":
                    builder.SslCertificate = value;
                    break;
                case "sslkey":
                    builder.SslKey = value;
                    break;
                case "passfile":
                    builder.Passfile = value;
                    break;
                case "application_name":
                    builder.ApplicationName = value;
                    break;
                case "connect_timeout":
                    builder.Timeout = int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
                    break;
                case "options":
                    builder.Options = value;
                    break;
                case "target_session_attrs":
                    builder.TargetSessionAttributes = value;
                    break;
                default:
                    problems.Add($"The option '{name}' of the PostgreSQL address is not known here. Known are {string.Join(", ", Options)}.");
                    break;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            problems.Add($"The option '{name}' of the PostgreSQL address cannot be '{value}'.");
        }
    }

    private static void Cut(ref string text, char separator, out string? after) => after = Cut(ref text, separator);

    /// <summary>Shortens a text to what is before a separator and returns what is after it; null when it is not there.</summary>
    private static string? Cut(ref string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var after = text[(at + 1)..];
        text = text[..at];
        return after;
    }
}
