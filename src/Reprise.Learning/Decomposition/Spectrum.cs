using Reprise.Core.Matrices;

namespace Reprise.Learning.Decomposition;

/// <summary>Directions in rows and the variances along them, largest first.</summary>
/// <param name="Directions">Orthonormal rows.</param>
/// <param name="Variances">A variance per row.</param>
internal sealed record Spectrum(MatrixView Directions, double[] Variances);
