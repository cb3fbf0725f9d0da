namespace Reprise.Core.Numerics;

/// <summary>The reflection that makes a vector a multiple of the first unit vector.</summary>
internal static class Householder
{
    /// <summary>Overwrites x with v so that (I − factor · v · vᵀ) x = length · e₁. A vector that is one already gives v = 0.</summary>
    public static (double Factor, double Length) Reflect(Span<double> x)
    {
        var rest = Vectors.Dot(x[1..], x[1..]);
        if (rest == 0)
        {
            var only = x[0];
            x.Clear();
            return (0, only);
        }

        var norm = Math.Sqrt(Math.FusedMultiplyAdd(x[0], x[0], rest));
        var length = x[0] > 0 ? -norm : norm;
        x[0] -= length;
        return (2 / Math.FusedMultiplyAdd(x[0], x[0], rest), length);
    }
}
