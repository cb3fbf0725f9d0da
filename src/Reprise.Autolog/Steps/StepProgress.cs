namespace Reprise.Autolog.Steps;

/// <summary>News of a running loop.</summary>
/// <param name="Step">Which step, such as <c>evaluate</c>.</param>
/// <param name="Words">What is being done, or, when <paramref name="Done"/> is 1, what came of it.</param>
/// <param name="Done">How far the step is, 0 to 1.</param>
public sealed record StepProgress(string Step, string Words, double Done);
