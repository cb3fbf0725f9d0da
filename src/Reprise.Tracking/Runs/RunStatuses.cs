namespace Reprise.Tracking.Runs;

/// <summary>How the database and the wire spell <see cref="RunStatus"/>: RUNNING, FINISHED …</summary>
internal static class RunStatuses
{
    public static string Text(RunStatus status) => status switch
    {
        RunStatus.Running => "RUNNING",
        RunStatus.Scheduled => "SCHEDULED",
        RunStatus.Finished => "FINISHED",
        RunStatus.Failed => "FAILED",
        RunStatus.Killed => "KILLED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a state of a run."),
    };
}
