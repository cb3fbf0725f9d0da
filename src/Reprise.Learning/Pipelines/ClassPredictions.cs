using Reprise.Core.Matrices;

namespace Reprise.Learning.Pipelines;

/// <summary>Predictions of a classifier, row for row: the label and the probabilities (rows × classes, each row sums to 1).</summary>
public sealed record ClassPredictions(IReadOnlyList<string> Labels, IReadOnlyList<string> Classes, MatrixView Probabilities);
