namespace Reprise.Core.Errors;

/// <summary>A failure of the domain that a caller or user can act on. The message names subject, rule, actual value, place and next step.</summary>
public sealed class RepriseException : Exception
{
    /// <summary>Creates a failure with its code and a message fit for a user.</summary>
    public RepriseException(ErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>Creates a failure that lists several problems at once; the message is their lines joined.</summary>
    public RepriseException(ErrorCode code, IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems))
    {
        Code = code;
        Problems = problems;
    }

    /// <summary>What kind of failure this is.</summary>
    public ErrorCode Code { get; }

    /// <summary>Every problem found, one line each; empty when the message alone says it.</summary>
    public IReadOnlyList<string> Problems { get; } = [];
}
