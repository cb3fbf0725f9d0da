namespace Reprise.Learning.Guards;

/// <summary>One thing that makes scores doubtful.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Check">Which check found it, such as <c>target-leak</c>; stable, for filters.</param>
/// <param name="Where">The column, fold or class.</param>
/// <param name="Value">The number the check looks at.</param>
/// <param name="Message">What was found, in words.</param>
/// <param name="Advice">What to do.</param>
public sealed record Finding(Severity Severity, string Check, string Where, double Value, string Message, string Advice);
