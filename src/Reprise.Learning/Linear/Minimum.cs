namespace Reprise.Learning.Linear;

/// <summary>How a minimisation ended.</summary>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Converged">Whether the gradient became as small as asked for.</param>
internal readonly record struct Minimum(int Iterations, bool Converged);
