using System.Globalization;
using Reprise.Core.Errors;

namespace Reprise.Learning.Ensembles;

/// <summary>Checks of the estimators inside an estimator.</summary>
internal static class Members
{
    /// <summary>There is at least one member, and none is null.</summary>
    public static void Check<T>(IReadOnlyList<T> members, string owner, string member)
    {
        Require.InRange(members?.Count ?? 0, 1, int.MaxValue, owner, member);
        for (var i = 0; i < members!.Count; i++)
        {
            Check(members[i], owner, string.Create(CultureInfo.InvariantCulture, $"{member}[{i}]"));
        }
    }

    /// <summary>The member is not null.</summary>
    public static void Check<T>(T estimator, string owner, string member)
    {
        if (estimator is null)
        {
            throw new ArgumentException($"`{member}` of `{owner}` must be an estimator. Got null.", member);
        }
    }

    /// <summary>Weights of the members that sum to 1; equal ones when none are given.</summary>
    public static double[] Shares(IReadOnlyList<double>? weights, int members, string owner)
    {
        if (weights is null)
        {
            return [.. Enumerable.Repeat(1.0 / members, members)];
        }

        if (weights.Count != members)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"`Weights` of `{owner}` must be one per member. Got {weights.Count} for {members}."), nameof(weights));
        }

        var total = 0.0;
        foreach (var weight in weights)
        {
            Require.InRange(weight, 0, double.PositiveInfinity, owner, "Weights");
            total += weight;
        }

        Require.InRange(total, double.Epsilon, double.PositiveInfinity, owner, "Σ Weights");
        return [.. weights.Select(weight => weight / total)];
    }
}
