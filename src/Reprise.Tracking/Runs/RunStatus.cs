namespace Reprise.Tracking.Runs;

/// <summary>State of a run's execution; the numbers are those of MLflow's protocol.</summary>
public enum RunStatus
{
    /// <summary>In progress.</summary>
    Running = 1,

    /// <summary>Waiting to start.</summary>
    Scheduled = 2,

    /// <summary>Ended well.</summary>
    Finished = 3,

    /// <summary>Ended with an error.</summary>
    Failed = 4,

    /// <summary>Stopped from outside.</summary>
    Killed = 5,
}
