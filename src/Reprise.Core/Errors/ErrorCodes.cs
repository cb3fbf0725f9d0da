namespace Reprise.Core.Errors;

/// <summary>The one place where an <see cref="ErrorCode"/> becomes a wire name, an HTTP status or an exit code.</summary>
public static class ErrorCodes
{
    private static readonly (ErrorCode Code, string Wire, int Http, int Exit)[] Table =
    [
        (ErrorCode.InvalidParameterValue, "INVALID_PARAMETER_VALUE", 400, 2),
        (ErrorCode.BadRequest, "BAD_REQUEST", 400, 2),
        (ErrorCode.ResourceAlreadyExists, "RESOURCE_ALREADY_EXISTS", 400, 1),
        (ErrorCode.ResourceDoesNotExist, "RESOURCE_DOES_NOT_EXIST", 404, 1),
        (ErrorCode.EndpointNotFound, "ENDPOINT_NOT_FOUND", 404, 1),
        (ErrorCode.PermissionDenied, "PERMISSION_DENIED", 403, 1),
        (ErrorCode.Unauthenticated, "UNAUTHENTICATED", 401, 1),
        (ErrorCode.ResourceConflict, "RESOURCE_CONFLICT", 409, 1),
        (ErrorCode.RequestLimitExceeded, "REQUEST_LIMIT_EXCEEDED", 429, 1),
        (ErrorCode.InvalidState, "INVALID_STATE", 500, 1),
        (ErrorCode.DataLoss, "DATA_LOSS", 500, 1),
        (ErrorCode.NotImplemented, "NOT_IMPLEMENTED", 501, 1),
        (ErrorCode.TemporarilyUnavailable, "TEMPORARILY_UNAVAILABLE", 503, 1),
        (ErrorCode.InternalError, "INTERNAL_ERROR", 500, 70),
        (ErrorCode.GateFailed, "GATE_FAILED", 409, 3),
    ];

    /// <summary>The name MLflow's clients read in <c>error_code</c>.</summary>
    public static string ToWire(this ErrorCode code) => Row(code).Wire;

    /// <summary>The HTTP status of an answer with this code.</summary>
    public static int ToHttpStatus(this ErrorCode code) => Row(code).Http;

    /// <summary>The exit code of a command that ends with this code.</summary>
    public static int ToExitCode(this ErrorCode code) => Row(code).Exit;

    /// <summary>The code with this wire name; <see cref="ErrorCode.InternalError"/> for a name this version does not know.</summary>
    public static ErrorCode FromWire(string? wire)
    {
        foreach (var row in Table)
        {
            if (row.Wire == wire)
            {
                return row.Code;
            }
        }

        return ErrorCode.InternalError;
    }

    private static (ErrorCode Code, string Wire, int Http, int Exit) Row(ErrorCode code) =>
        Array.Find(Table, row => row.Code == code) is { Wire: not null } row
            ? row
            : throw new ArgumentOutOfRangeException(nameof(code), code, "Not an error code of this version.");
}
