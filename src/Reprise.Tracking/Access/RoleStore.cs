using Reprise.Core.Errors;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Access;

/// <summary>Roles and their members. Thread-safe; an answered change is durable.</summary>
public sealed class RoleStore
{
    private const int MaxGroup = 500;
    private readonly TrackingDatabase _database;

    internal RoleStore(TrackingDatabase database) => _database = database;

    /// <summary>Creates a role without members and grants.</summary>
    public Task CreateAsync(string name, bool isAdmin = false, CancellationToken cancellationToken = default)
    {
        AccessRules.ValidateName(name, "role");
        return _database.WriteAsync(
            writer =>
            {
                if (writer.Execute("INSERT INTO reprise_roles (name, is_admin) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", name, isAdmin ? 1L : 0L) == 0)
                {
                    throw new RepriseException(ErrorCode.ResourceAlreadyExists, $"The role '{name}' already exists.");
                }
            },
            cancellationToken);
    }

    /// <summary>Every role with its members, by name.</summary>
    public Task<IReadOnlyList<Role>> ListAsync(CancellationToken cancellationToken = default) => _database.ReadAsync<IReadOnlyList<Role>>(
        reader =>
        {
            var members = reader.Query<Member>("SELECT role, is_group, member AS name FROM reprise_role_members")
                .OrderBy(row => row.Name, StringComparer.Ordinal).ToLookup(row => row.Role);
            return
            [
                .. reader.Query<Row>("SELECT name, is_admin FROM reprise_roles").OrderBy(row => row.Name, StringComparer.Ordinal).Select(row => new Role
                {
                    Name = row.Name,
                    IsAdmin = row.Is_Admin != 0,
                    Accounts = [.. members[row.Name].Where(member => member.Is_Group == 0).Select(member => member.Name)],
                    Groups = [.. members[row.Name].Where(member => member.Is_Group != 0).Select(member => member.Name)],
                }),
            ];
        },
        cancellationToken);

    /// <summary>Deletes a role with its grants.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken = default) => _database.WriteAsync(
        writer =>
        {
            Require(writer, name);
            writer.Execute("DELETE FROM reprise_grants WHERE is_role = 1 AND subject = $1", name);
            writer.Execute("DELETE FROM reprise_role_members WHERE role = $1", name);
            writer.Execute("DELETE FROM reprise_roles WHERE name = $1", name);
        },
        cancellationToken);

    /// <summary>Makes an account a member; one that is stays one.</summary>
    public Task AddAccountAsync(string role, string account, CancellationToken cancellationToken = default) => _database.WriteAsync(
        writer =>
        {
            AccountStore.Require(writer, account);
            Add(writer, role, isGroup: false, account);
        },
        cancellationToken);

    /// <summary>Makes a group, as the identity provider names it, a member.</summary>
    public Task AddGroupAsync(string role, string group, CancellationToken cancellationToken = default)
    {
        if (group.Length is 0 or > MaxGroup || group.Any(char.IsControl))
        {
            throw Invalid.Parameter($"A group's name has 1 to {MaxGroup} characters, on one line.");
        }

        return _database.WriteAsync(writer => Add(writer, role, isGroup: true, group), cancellationToken);
    }

    /// <summary>Ends a membership.</summary>
    public Task RemoveAsync(string role, string member, bool isGroup, CancellationToken cancellationToken = default) => _database.WriteAsync(
        writer =>
        {
            Require(writer, role);
            if (writer.Execute("DELETE FROM reprise_role_members WHERE role = $1 AND is_group = $2 AND member = $3", role, isGroup ? 1L : 0L, member) == 0)
            {
                throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"The {(isGroup ? "group" : "account")} '{member}' is no member of the role '{role}'.");
            }
        },
        cancellationToken);

    /// <summary>Refuses a role that is not there.</summary>
    internal static void Require(SqlWriter writer, string name)
    {
        if (writer.Value<long>("SELECT count(*) FROM reprise_roles WHERE name = @name", new { name }) == 0)
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no role '{name}'. `reprise roles list` shows them.");
        }
    }

    private static void Add(SqlWriter writer, string role, bool isGroup, string member)
    {
        Require(writer, role);
        writer.Execute(
            "INSERT INTO reprise_role_members (role, is_group, member) VALUES ($1, $2, $3) ON CONFLICT (role, is_group, member) DO NOTHING",
            role, isGroup ? 1L : 0L, member);
    }

    private sealed class Row
    {
        public string Name { get; set; } = "";

        public int Is_Admin { get; set; }
    }

    private sealed class Member
    {
        public string Role { get; set; } = "";

        public int Is_Group { get; set; }

        public string Name { get; set; } = "";
    }
}
