namespace Reprise.Learning.Svm;

/// <summary>min ½ Σ yᵢyⱼKᵢⱼαᵢαⱼ + Σ pᵢαᵢ with 0 ≤ αᵢ ≤ Cᵢ and Σ yᵢαᵢ = 0.</summary>
/// <param name="Rows">The kernel row of each variable; several variables may share one.</param>
/// <param name="Signs">y: +1 or −1 per variable.</param>
/// <param name="Linear">p per variable.</param>
/// <param name="Upper">C per variable, above 0.</param>
internal sealed record SmoProblem(int[] Rows, double[] Signs, double[] Linear, double[] Upper);
