namespace Reprise.Core.Errors;

/// <summary>What went wrong, in the vocabulary of MLflow's REST API; each code maps once to a wire name, an HTTP status and an exit code.</summary>
public enum ErrorCode
{
    /// <summary>A value breaks a stated rule. HTTP 400, exit 2.</summary>
    InvalidParameterValue,

    /// <summary>The request as a whole cannot be understood. HTTP 400, exit 2.</summary>
    BadRequest,

    /// <summary>A unique name is taken. HTTP 400, exit 1.</summary>
    ResourceAlreadyExists,

    /// <summary>The named thing is not there. HTTP 404, exit 1.</summary>
    ResourceDoesNotExist,

    /// <summary>The route is not there. HTTP 404, exit 1.</summary>
    EndpointNotFound,

    /// <summary>The caller is known and may not do this. HTTP 403, exit 1.</summary>
    PermissionDenied,

    /// <summary>The caller is not known. HTTP 401, exit 1.</summary>
    Unauthenticated,

    /// <summary>Somebody else changed the same thing meanwhile. HTTP 409, exit 1.</summary>
    ResourceConflict,

    /// <summary>A stated limit of rate or size is exceeded. HTTP 429, exit 1.</summary>
    RequestLimitExceeded,

    /// <summary>The thing exists and its state forbids this. HTTP 500 (as MLflow answers), exit 1.</summary>
    InvalidState,

    /// <summary>Stored bytes are not what was written. HTTP 500, exit 1.</summary>
    DataLoss,

    /// <summary>Known, and not offered here. HTTP 501, exit 1.</summary>
    NotImplemented,

    /// <summary>Not now; the same request may succeed later. HTTP 503, exit 1.</summary>
    TemporarilyUnavailable,

    /// <summary>A fault of the program. HTTP 500, exit 70.</summary>
    InternalError,

    /// <summary>A quality gate, validation or check said no. HTTP 409, exit 3.</summary>
    GateFailed,
}
