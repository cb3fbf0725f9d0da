using System.Globalization;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Client;

/// <summary>Runs that look alive and are not: their process died without a word. They are marked KILLED.</summary>
internal static class InterruptedRuns
{
    /// <summary>Marks the runs in state RUNNING whose process was one of this machine and is gone; returns their ids.</summary>
    public static async Task<IReadOnlyList<string>> MarkAsync(TrackingDatabase database, TimeProvider time, CancellationToken cancellationToken)
    {
        var gone = (await database.ReadAsync(reader => reader.Query<(string RunId, string ProcessId, string StartedAt)>(
            """
            SELECT r.run_uuid, p.value, s.value FROM runs r
            JOIN tags h ON h.run_uuid = r.run_uuid AND h.key = @HostTag AND h.value = @host
            JOIN tags p ON p.run_uuid = r.run_uuid AND p.key = @IdTag
            JOIN tags s ON s.run_uuid = r.run_uuid AND s.key = @StartTag
            WHERE r.status = 'RUNNING'
            """,
            new { ProcessIdentity.HostTag, ProcessIdentity.IdTag, ProcessIdentity.StartTag, host = ProcessIdentity.Current.Host }).ToList(), cancellationToken)
            .ConfigureAwait(false))
            .Where(run => int.TryParse(run.ProcessId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && long.TryParse(run.StartedAt, NumberStyles.None, CultureInfo.InvariantCulture, out var startedAt)
                && new ProcessIdentity(ProcessIdentity.Current.Host, id, startedAt).IsGone())
            .Select(run => run.RunId)
            .ToList();

        if (gone.Count > 0)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            await database.WriteAsync(
                writer => gone.ForEach(runId =>
                    writer.Execute("UPDATE runs SET status = 'KILLED', end_time = $2 WHERE run_uuid = $1 AND status = 'RUNNING'", runId, now)),
                cancellationToken).ConfigureAwait(false);
        }

        return gone;
    }
}
