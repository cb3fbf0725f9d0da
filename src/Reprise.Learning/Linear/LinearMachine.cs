namespace Reprise.Learning.Linear;

/// <summary>What a dual coordinate descent found: x · coefficients + intercept.</summary>
internal sealed record LinearMachine(double[] Coefficients, double Intercept, int Iterations, bool Converged);
