using System.Globalization;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Database;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Search;

namespace Reprise.Tracking.Registry;

/// <summary>Reads the history of a registered model out of the audit trail, through its renamings, back to where it was created.</summary>
internal static class RegistryHistoryReader
{
    // What moves versions, aliases and stages: enough to know who held what.
    private static readonly string[] Moves =
    [
        AuditActions.CreateModel, AuditActions.RenameModel, AuditActions.DeleteModel, AuditActions.CreateVersion, AuditActions.DeleteVersion,
        AuditActions.MoveVersion, AuditActions.SetAlias, AuditActions.DeleteAlias, AuditActions.Promote, AuditActions.Rollback,
    ];

    /// <summary>The history that a query asks for. O(moves of the model) time and memory, and one page of events.</summary>
    public static RegistryHistory Read(SqlReader reader, RegistryHistoryQuery query)
    {
        var (lives, moves) = LivesOf(reader, query.Name);
        var exists = RegistryReader.Find(reader, query.Name);
        if (moves.Count == 0 && exists is null)
        {
            throw Invalid.NotFound($"Registered Model with name={query.Name} not found, and no record tells of one");
        }

        var at = query.At ?? long.MaxValue;
        var replay = new RegistryReplay();
        foreach (var change in moves.Where(change => change.Time <= at))
        {
            replay.Apply(change);
        }

        var events = Events(reader, query, lives, moves, at, out var next);
        return new RegistryHistory
        {
            Name = query.Name,
            At = query.At,
            Events = events,
            NextPageToken = next,
            Aliases = [.. replay.Aliases.Where(holding => query.Alias is null || holding.Alias == query.Alias)],
            Stages = replay.Stages,
            RecordedSince = moves.Count == 0 ? null : moves[0].Time,
            Notes = [.. Gaps(query, moves), .. Disagreements(replay), .. query.At is null && exists is not null ? Unrecorded(replay, exists) : []],
        };
    }

    /// <summary>Every move, oldest first, and under which names the model was recorded between which records.</summary>
    private static (List<Life> Lives, List<RegistryEvent> Moves) LivesOf(SqlReader reader, string name)
    {
        var lives = new List<Life>();
        var moves = new List<RegistryEvent>();
        var before = long.MaxValue;
        for (var current = name; current is not null;)
        {
            var rows = reader.Query<AuditRow>(
                $"""
                SELECT {AuditStore.Columns} FROM reprise_audit
                WHERE kind = @kind AND name = @current AND sequence < @before AND {reader.Dialect.In("action", "@actions")} ORDER BY sequence DESC
                """,
                new { kind = AuditActions.ModelKind, current, before, actions = reader.Dialect.List(Moves) });
            var start = rows.FindIndex(row => row.Action is AuditActions.CreateModel or AuditActions.RenameModel);
            var own = (start < 0 ? rows : rows[..(start + 1)]).ConvertAll(RegistryEvent.Of);
            moves.AddRange(own);
            lives.Add(new Life(current, start < 0 ? 0 : own[^1].Sequence, before));
            before = own.Count > 0 ? own[^1].Sequence : 0;
            current = own is [.., { Action: "rename", From: { } former }] ? former : null;
        }

        moves.Reverse();
        return (lives, moves);
    }

    private static List<RegistryEvent> Events(
        SqlReader reader, RegistryHistoryQuery query, List<Life> lives, List<RegistryEvent> moves, long at, out string? next)
    {
        SearchRules.ValidateMaxResults(query.MaxResults, AuditQuery.MaxPage);
        var before = query.PageToken is { Length: > 0 } token ? PageToken.Decode(token) : long.MaxValue;
        var found = query.MovesOnly || query.Alias is not null
            ? moves.Where(change => change.Time <= at && change.Sequence < before && (query.Alias is null || change.Concerns(query.Alias)))
                .Reverse().Take(query.MaxResults + 1).ToList()
            : All();
        next = found.Count > query.MaxResults ? PageToken.Encode(found[query.MaxResults - 1].Sequence) : null;
        return [.. found.Take(query.MaxResults)];

        List<RegistryEvent> All()
        {
            var all = new List<RegistryEvent>();
            foreach (var (name, start, end) in lives)
            {
                all.AddRange(reader.Query<AuditRow>(
                    $"""
                    SELECT {AuditStore.Columns} FROM reprise_audit
                    WHERE kind = @kind AND name = @name AND sequence >= @start AND sequence < @last AND time <= @at ORDER BY sequence DESC LIMIT @limit
                    """,
                    new { kind = AuditActions.ModelKind, name, start, last = Math.Min(end, before), at, limit = query.MaxResults + 1 - all.Count }).Select(RegistryEvent.Of));
            }

            return all;
        }
    }

    private static IEnumerable<string> Gaps(RegistryHistoryQuery query, List<RegistryEvent> moves)
    {
        if (moves.Count == 0)
        {
            yield return $"No record tells of '{query.Name}': what happened to it was before this version kept records, or another program did it.";
        }
        else if (moves[0].Action != "create")
        {
            yield return $"Records of '{query.Name}' begin at {Date(moves[0].Time)}; what was before is not known.";
        }
        else if (query.At < moves[0].Time)
        {
            yield return $"'{query.Name}' was registered at {Date(moves[0].Time)}, after the time asked for.";
        }
    }

    private static IEnumerable<string> Disagreements(RegistryReplay replay)
    {
        var staged = replay.Stages.Where(holding => holding.Stage == ModelStage.Production).Select(holding => holding.Version).ToList();
        return RegistryAgreement.Of(replay.Aliases.FirstOrDefault(holding => holding.Alias == Promotion.DefaultAlias)?.Version, staged) is { } words ? [words] : [];
    }

    private static IEnumerable<string> Unrecorded(RegistryReplay replay, RegisteredModel model)
    {
        var recorded = replay.Aliases.ToDictionary(holding => holding.Alias, holding => holding.Version, StringComparer.Ordinal);
        var actual = model.Aliases.ToDictionary(alias => alias.Alias, alias => alias.Version, StringComparer.Ordinal);
        foreach (var alias in recorded.Keys.Union(actual.Keys).Order(StringComparer.Ordinal))
        {
            var (then, now) = (recorded.GetValueOrDefault(alias), actual.GetValueOrDefault(alias));
            if (then != now)
            {
                yield return FormattableString.Invariant(
                    $"The alias '{alias}' is on {Words(now)}, and the records say {Words(then)}: another program moved it, or it was before records were kept.");
            }
        }

        static string Words(int version) => version == 0 ? "no version" : "version " + version.ToString(CultureInfo.InvariantCulture);
    }

    private static string Date(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private readonly record struct Life(string Name, long From, long Before);
}
