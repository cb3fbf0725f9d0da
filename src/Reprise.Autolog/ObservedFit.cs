using Reprise.Learning.Observation;

namespace Reprise.Autolog;

/// <summary>A fit, search or validation that ended: with an outcome or with an error.</summary>
/// <param name="Estimator">The parameters of what was fitted.</param>
/// <param name="Procedure">The validation; null for a fit.</param>
/// <param name="Evidence">What the training rows say; worked out when it is asked for, and of a matrix before the caller can change it.</param>
/// <param name="Outcome">What it gave; null when it failed.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
internal sealed record ObservedFit(
    object Estimator, object? Procedure, Lazy<TrainingEvidence> Evidence, FitOutcome? Outcome, Exception? Error, DateTimeOffset Start, DateTimeOffset End);
