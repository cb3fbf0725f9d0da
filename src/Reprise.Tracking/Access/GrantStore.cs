using Reprise.Core.Errors;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Access;

/// <summary>Who may do what with which experiment and registered model. Thread-safe; an answered change is durable and holds from the next request on.</summary>
public sealed class GrantStore
{
    private const string Columns = "is_role, subject, kind, resource, permission";
    private readonly TrackingDatabase _database;

    internal GrantStore(TrackingDatabase database) => _database = database;

    /// <summary>Gives a permission, in place of the one the subject had on the same resource.</summary>
    public Task SetAsync(Grant grant, CancellationToken cancellationToken = default) => _database.WriteAsync(
        writer =>
        {
            RequireSubject(writer, grant.Subject);
            Put(writer, grant);
        },
        cancellationToken);

    /// <summary>Gives a permission; the subject must not have one on the resource.</summary>
    public Task CreateAsync(Grant grant, CancellationToken cancellationToken = default) => _database.WriteAsync(
        writer =>
        {
            RequireSubject(writer, grant.Subject);
            if (Find(writer, grant.Subject, grant.Resource) is not null)
            {
                throw new RepriseException(ErrorCode.ResourceAlreadyExists, $"{Words(grant.Subject, grant.Resource)} already exists.");
            }

            Put(writer, grant);
        },
        cancellationToken);

    /// <summary>Changes a permission that the subject has.</summary>
    public Task UpdateAsync(Grant grant, CancellationToken cancellationToken = default) => _database.WriteAsync(
        writer =>
        {
            RequireSubject(writer, grant.Subject);
            _ = Find(writer, grant.Subject, grant.Resource) ?? throw NotFound(grant.Subject, grant.Resource);
            Put(writer, grant);
        },
        cancellationToken);

    /// <summary>The permission a subject was given on a resource itself, not by a role or a default.</summary>
    public Task<Grant> GetAsync(Subject subject, Resource resource, CancellationToken cancellationToken = default) => _database.ReadAsync(
        reader => reader.Find<Row>(ByResource, Values(subject, resource))?.ToGrant() ?? throw NotFound(subject, resource), cancellationToken);

    /// <summary>Takes a permission away.</summary>
    public Task DeleteAsync(Subject subject, Resource resource, CancellationToken cancellationToken = default) => _database.WriteAsync(
        writer =>
        {
            if (writer.Execute(
                    "DELETE FROM reprise_grants WHERE is_role = $1 AND subject = $2 AND kind = $3 AND resource = $4",
                    subject.IsRole ? 1L : 0L, subject.Name, (long)resource.Kind, resource.Key) == 0)
            {
                throw NotFound(subject, resource);
            }
        },
        cancellationToken);

    /// <summary>The grants of a subject, or of all when it is null; by subject and resource.</summary>
    public Task<IReadOnlyList<Grant>> ListAsync(Subject? subject = null, CancellationToken cancellationToken = default) => _database.ReadAsync<IReadOnlyList<Grant>>(
        reader =>
        [
            .. reader.Query<Row>($"SELECT {Columns} FROM reprise_grants").Select(row => row.ToGrant())
                .Where(grant => subject is null || grant.Subject == subject)
                .OrderBy(grant => grant.Subject.IsRole).ThenBy(grant => grant.Subject.Name, StringComparer.Ordinal)
                .ThenBy(grant => grant.Resource.Kind).ThenBy(grant => grant.Resource.Key, StringComparer.Ordinal),
        ],
        cancellationToken);

    /// <summary>What a caller has, by itself and by the roles that it or one of its groups is a member of.</summary>
    internal Task<(IReadOnlyList<Grant> Grants, bool IsAdmin)> OfCallerAsync(string name, IReadOnlyCollection<string> groups, CancellationToken cancellationToken) =>
        _database.ReadAsync<(IReadOnlyList<Grant>, bool)>(
            reader =>
            {
                var roles = reader.Query<string>("SELECT role FROM reprise_role_members WHERE is_group = 0 AND member = @name", new { name });
                if (groups.Count > 0)
                {
                    roles.AddRange(reader.Query<(string Role, string Group)>("SELECT role, member FROM reprise_role_members WHERE is_group = 1")
                        .Where(row => groups.Contains(row.Group)).Select(row => row.Role));
                }

                var rows = reader.Query<Row>($"SELECT {Columns} FROM reprise_grants WHERE is_role = 0 AND subject = @name", new { name });
                var isAdmin = false;
                foreach (var role in roles.Distinct(StringComparer.Ordinal))
                {
                    rows.AddRange(reader.Query<Row>($"SELECT {Columns} FROM reprise_grants WHERE is_role = 1 AND subject = @role", new { role }));
                    isAdmin |= reader.Value<long>("SELECT count(*) FROM reprise_roles WHERE name = @role AND is_admin = 1", new { role }) > 0;
                }

                return ([.. rows.Select(row => row.ToGrant())], isAdmin);
            },
            cancellationToken);

    /// <summary>Makes somebody the owner of what was just made; grants that an earlier resource of the same key left are gone.</summary>
    internal Task OwnAsync(string owner, Resource resource, CancellationToken cancellationToken) => _database.WriteAsync(
        writer =>
        {
            Forget(writer, resource);
            Put(writer, new Grant(Subject.Of(owner), resource, Permission.Manage));
        },
        cancellationToken);

    /// <summary>Takes all permissions on a resource away, which is gone.</summary>
    internal Task ForgetAsync(Resource resource, CancellationToken cancellationToken) =>
        _database.WriteAsync(writer => Forget(writer, resource), cancellationToken);

    /// <summary>Moves all permissions on a model to its new name.</summary>
    internal Task RenameModelAsync(string name, string newName, CancellationToken cancellationToken) => _database.WriteAsync(
        writer =>
        {
            Forget(writer, Resource.Model(newName));
            writer.Execute("UPDATE reprise_grants SET resource = $2 WHERE kind = 1 AND resource = $1", name, newName);
        },
        cancellationToken);

    private const string ByResource =
        $"SELECT {Columns} FROM reprise_grants WHERE is_role = @role AND subject = @name AND kind = @kind AND resource = @key";

    private static object Values(Subject subject, Resource resource) =>
        new { role = subject.IsRole ? 1 : 0, name = subject.Name, kind = (int)resource.Kind, key = resource.Key };

    private static Row? Find(SqlWriter writer, Subject subject, Resource resource) => writer.Find<Row>(ByResource, Values(subject, resource));

    private static void Forget(SqlWriter writer, Resource resource) =>
        writer.Execute("DELETE FROM reprise_grants WHERE kind = $1 AND resource = $2", (long)resource.Kind, resource.Key);

    private static void Put(SqlWriter writer, Grant grant) => writer.Execute(
        """
        INSERT INTO reprise_grants (is_role, subject, kind, resource, permission) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (is_role, subject, kind, resource) DO UPDATE SET permission = excluded.permission
        """,
        grant.Subject.IsRole ? 1L : 0L, grant.Subject.Name, (long)grant.Resource.Kind, grant.Resource.Key, (long)grant.Permission);

    private static void RequireSubject(SqlWriter writer, Subject subject)
    {
        if (subject.IsRole)
        {
            RoleStore.Require(writer, subject.Name);
        }
        else if (!subject.Name.StartsWith(Subject.FederatedMark, StringComparison.Ordinal))
        {
            AccountStore.Require(writer, subject.Name);
        }
    }

    private static RepriseException NotFound(Subject subject, Resource resource) => new(
        ErrorCode.ResourceDoesNotExist,
        resource.Kind == ResourceKind.Experiment
            ? $"Experiment permission with experiment_id={resource.Key} and {(subject.IsRole ? "role" : "username")}={subject.Name} not found"
            : $"Registered model permission with name={resource.Key} and {(subject.IsRole ? "role" : "username")}={subject.Name} not found");

    private static string Words(Subject subject, Resource resource) => resource.Kind == ResourceKind.Experiment
        ? $"Experiment permission (experiment_id={resource.Key}, {(subject.IsRole ? "role" : "username")}={subject.Name})"
        : $"Registered model permission (name={resource.Key}, {(subject.IsRole ? "role" : "username")}={subject.Name})";

    private sealed class Row
    {
        public int Is_Role { get; set; }

        public string Subject { get; set; } = "";

        public int Kind { get; set; }

        public string Resource { get; set; } = "";

        public int Permission { get; set; }

        public Grant ToGrant() => new(new Subject(Is_Role != 0, Subject), new Resource((ResourceKind)Kind, Resource), (Permission)Permission);
    }
}
