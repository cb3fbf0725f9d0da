using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Discriminant;

/// <summary>Solves A·x = b for a covariance A: exactly where it can be, else the shortest x of least squares.</summary>
internal static class SymmetricSolver
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Overwrites each row of <paramref name="b"/> with its solution.</summary>
    public static void Solve(Matrix a, Matrix b, CancellationToken cancellationToken)
    {
        if (Cholesky.TryFactor(a) is { } factor)
        {
            for (var i = 0; i < b.Rows; i++)
            {
                factor.Solve(b.Row(i));
            }

            return;
        }

        var eigen = SymmetricEigen.Of(a, cancellationToken: cancellationToken);
        for (var i = 0; i < b.Rows; i++)
        {
            var right = b.Row(i).ToArray();
            var solution = b.Row(i);
            solution.Clear();
            for (var at = 0; at < eigen.Values.Length && eigen.Values[at] > a.Rows * Epsilon * eigen.Values[0]; at++)
            {
                var vector = eigen.Vectors.Row(at);
                Vectors.AddScaled(Vectors.Dot(vector, right) / eigen.Values[at], vector, solution);
            }
        }
    }
}
