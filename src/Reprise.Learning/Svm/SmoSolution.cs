namespace Reprise.Learning.Svm;

/// <summary>What the solver found.</summary>
/// <param name="Alpha">α per variable of the problem.</param>
/// <param name="Rho">The threshold: a row's decision value is Σ yᵢαᵢK(xᵢ, x) − ρ.</param>
/// <param name="Iterations">Pairs of variables changed.</param>
/// <param name="Converged">Whether the optimality gap fell below the tolerance.</param>
internal sealed record SmoSolution(double[] Alpha, double Rho, int Iterations, bool Converged);
