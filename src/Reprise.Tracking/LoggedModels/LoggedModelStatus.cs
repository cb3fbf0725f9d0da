namespace Reprise.Tracking.LoggedModels;

/// <summary>State of a logged model's upload; the numbers are those of MLflow's protocol and database.</summary>
public enum LoggedModelStatus
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>Files are being written.</summary>
    Pending = 1,

    /// <summary>Complete.</summary>
    Ready = 2,

    /// <summary>The upload failed.</summary>
    UploadFailed = 3,
}
