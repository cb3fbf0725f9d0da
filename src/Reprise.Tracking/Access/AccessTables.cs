using Reprise.Tracking.Schema;

namespace Reprise.Tracking.Access;

/// <summary>The tables of access control.</summary>
internal static class AccessTables
{
    public static OwnTableSteps Steps { get; } = new("access", [First]);

    private const string First =
        """
        CREATE TABLE reprise_accounts (
          name TEXT NOT NULL PRIMARY KEY,
          name_key TEXT NOT NULL UNIQUE,
          id BIGINT NOT NULL UNIQUE,
          kind INTEGER NOT NULL,
          is_admin INTEGER NOT NULL,
          password_hash TEXT,
          created_at BIGINT NOT NULL
        );
        CREATE TABLE reprise_api_keys (
          prefix TEXT NOT NULL PRIMARY KEY,
          account TEXT NOT NULL REFERENCES reprise_accounts (name) ON DELETE CASCADE,
          label TEXT NOT NULL,
          hash TEXT NOT NULL,
          created_at BIGINT NOT NULL,
          expires_at BIGINT,
          revoked_at BIGINT,
          last_used_at BIGINT
        );
        CREATE TABLE reprise_sessions (
          hash TEXT NOT NULL PRIMARY KEY,
          account TEXT NOT NULL REFERENCES reprise_accounts (name) ON DELETE CASCADE,
          expires_at BIGINT NOT NULL
        );
        CREATE TABLE reprise_roles (
          name TEXT NOT NULL PRIMARY KEY,
          is_admin INTEGER NOT NULL
        );
        CREATE TABLE reprise_role_members (
          role TEXT NOT NULL REFERENCES reprise_roles (name) ON DELETE CASCADE,
          is_group INTEGER NOT NULL,
          member TEXT NOT NULL,
          PRIMARY KEY (role, is_group, member)
        );
        CREATE TABLE reprise_grants (
          is_role INTEGER NOT NULL,
          subject TEXT NOT NULL,
          kind INTEGER NOT NULL,
          resource TEXT NOT NULL,
          permission INTEGER NOT NULL,
          PRIMARY KEY (is_role, subject, kind, resource)
        );
        CREATE INDEX reprise_grants_by_resource ON reprise_grants (kind, resource);
        """;
}
