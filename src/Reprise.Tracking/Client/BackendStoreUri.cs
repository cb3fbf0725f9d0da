using Npgsql;
using Reprise.Core.Errors;
using Reprise.Tracking.Postgres;

namespace Reprise.Tracking.Client;

/// <summary>
/// Address of a tracking database as MLflow's <c>--backend-store-uri</c> takes it: <c>sqlite:///relative/path.db</c>, <c>sqlite:////absolute/path.db</c> or
/// <c>postgresql://user:password@host:5432/database?sslmode=require</c>, with or without a driver's name (<c>postgresql+psycopg2://</c>). Immutable.
/// </summary>
public sealed class BackendStoreUri
{
    private const string Known = "sqlite:///path/of/file.db or postgresql://user:password@host:5432/database";

    private readonly string _shown;

    private BackendStoreUri(string shown) => _shown = shown;

    /// <summary>The SQLite file as it was given; null for PostgreSQL.</summary>
    public string? SqlitePath { get; private init; }

    /// <summary>What the driver connects with, password included; null for SQLite.</summary>
    internal NpgsqlConnectionStringBuilder? Postgres { get; private init; }

    /// <summary>Whether a text has the form of such an address, right or wrong in detail.</summary>
    internal static bool IsOne(string text) => Scheme(text) is "sqlite" or "postgresql" or "postgres";

    /// <summary>Reads an address.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: it is none, or a part of it breaks a rule; no message repeats a password.</exception>
    public static BackendStoreUri Parse(string uri)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(uri);
        switch (Scheme(uri))
        {
            case "sqlite":
                var rest = uri[(uri.IndexOf("://", StringComparison.Ordinal) + 3)..];
                if (rest.Length < 2 || rest[0] != '/' || rest.Contains('?', StringComparison.Ordinal))
                {
                    throw new RepriseException(
                        ErrorCode.InvalidParameterValue,
                        $"'{uri}' names no SQLite file. Write sqlite:///relative/path.db or, with four slashes, sqlite:////absolute/path.db, without options.");
                }

                return new BackendStoreUri(uri) { SqlitePath = rest[1..] };
            case "postgresql" or "postgres":
                var builder = PostgresUri.Parse(uri, out var shown);
                return new BackendStoreUri(shown) { Postgres = builder };
            case { } other:
                throw new RepriseException(ErrorCode.InvalidParameterValue, $"Databases of kind '{other}' are not known here. Give {Known}.");
            default:
                throw new RepriseException(ErrorCode.InvalidParameterValue, $"The address of the tracking database must be {Known}.");
        }
    }

    /// <summary>The address without its password.</summary>
    public override string ToString() => _shown;

    // The name before "://", without a driver.
    private static string? Scheme(string uri)
    {
        var end = uri.IndexOf("://", StringComparison.Ordinal);
        return end < 1 ? null : uri[..end].Split('+')[0].ToLowerInvariant();
    }
}
