using Reprise.Core.Errors;

namespace Reprise.Tracking.Rules;

/// <summary>The refusals MLflow's clients know, in its words.</summary>
internal static class Invalid
{
    public static RepriseException Parameter(string message) => new(ErrorCode.InvalidParameterValue, message);

    /// <summary>A value that breaks a rule, named by its place in the request; text is shown as JSON.</summary>
    public static RepriseException Value(string path, string value, string rule) =>
        Parameter($"Invalid value \"{value}\" for parameter '{path}' supplied: {rule}");

    public static RepriseException Missing(string path) =>
        Parameter($"Missing value for required parameter '{path}'. See the API docs for more information about request parameters.");

    public static RepriseException TooLong(string subject, int limit) =>
        Parameter(FormattableString.Invariant($"'{subject}' exceeds the maximum length of {limit} characters"));

    public static RepriseException NotFound(string message) => new(ErrorCode.ResourceDoesNotExist, message);
}
