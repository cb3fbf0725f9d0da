using System.Globalization;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Wire;

/// <summary>Names of enum values in messages.</summary>
internal static class WireNames
{
    public static string ToWire(this LifecycleStage stage) => stage == LifecycleStage.Deleted ? Lifecycles.Deleted : Lifecycles.Active;

    public static LifecycleStage ToLifecycle(string? name) => name == Lifecycles.Deleted ? LifecycleStage.Deleted : LifecycleStage.Active;

    public static string ToWire(this RunStatus status) => RunStatuses.Text(status);

    /// <summary>The state with this name or number; null for a name that is none.</summary>
    public static RunStatus? ToRunStatus(string? name) => Parse<RunStatus>(name);

    public static string ToWire(this ViewType view) => view switch
    {
        ViewType.DeletedOnly => "DELETED_ONLY",
        ViewType.All => "ALL",
        _ => "ACTIVE_ONLY",
    };

    /// <summary>The view with this name, or MLflow's number of it (1 to 3); null for a name that is none.</summary>
    public static ViewType? ToViewType(string? name) => name switch
    {
        null or "ACTIVE_ONLY" or "1" => ViewType.ActiveOnly,
        "DELETED_ONLY" or "2" => ViewType.DeletedOnly,
        "ALL" or "3" => ViewType.All,
        _ => null,
    };

    public static string ToWire(this LoggedModelStatus status) => status switch
    {
        LoggedModelStatus.Pending => "LOGGED_MODEL_PENDING",
        LoggedModelStatus.Ready => "LOGGED_MODEL_READY",
        LoggedModelStatus.UploadFailed => "LOGGED_MODEL_UPLOAD_FAILED",
        _ => "LOGGED_MODEL_STATUS_UNSPECIFIED",
    };

    /// <summary>The state with this name or number; null for a name that is none.</summary>
    public static LoggedModelStatus? ToLoggedModelStatus(string? name) => name switch
    {
        "LOGGED_MODEL_STATUS_UNSPECIFIED" => LoggedModelStatus.Unspecified,
        "LOGGED_MODEL_PENDING" => LoggedModelStatus.Pending,
        "LOGGED_MODEL_READY" => LoggedModelStatus.Ready,
        "LOGGED_MODEL_UPLOAD_FAILED" => LoggedModelStatus.UploadFailed,
        _ => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((LoggedModelStatus)number)
            ? (LoggedModelStatus)number
            : null,
    };

    /// <summary>The stage with this name, any case; null for a name that is none.</summary>
    public static ModelStage? ToStage(string? name) => Parse<ModelStage>(name);

    private static TEnum? Parse<TEnum>(string? name)
        where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
