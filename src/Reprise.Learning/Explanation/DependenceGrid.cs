using Reprise.Core.Matrices;

namespace Reprise.Learning.Explanation;

/// <summary>Mean predictions over a grid of one feature's values, or of two features'.</summary>
/// <param name="Axes">One or two.</param>
/// <param name="Outputs">What is predicted: the class labels, or the target's name.</param>
/// <param name="Means">A row per grid point, the second feature running fastest; a column per output.</param>
public sealed record DependenceGrid(IReadOnlyList<DependenceAxis> Axes, IReadOnlyList<string> Outputs, MatrixView Means);
