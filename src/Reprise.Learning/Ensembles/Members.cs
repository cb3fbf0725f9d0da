using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

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

    /// <summary>Fits a member with weights and groups; it must take weights where there are some, and splits by groups where it splits.</summary>
    public static IClassifierModel Fit(
        IClassifier member, MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, string owner, CancellationToken cancellationToken) =>
        !groups.IsEmpty && member is IGroupedClassifier grouped ? grouped.Fit(x, y, classes, weights, groups, cancellationToken)
        : weights.IsEmpty ? member.Fit(x, y, classes, cancellationToken)
        : member is IWeightedClassifier weighted ? weighted.Fit(x, y, classes, weights, cancellationToken)
        : throw NoWeights(member, owner);

    /// <inheritdoc cref="Fit(IClassifier, MatrixView, ReadOnlySpan{int}, int, ReadOnlySpan{double}, ReadOnlySpan{int}, string, CancellationToken)"/>
    public static IRegressorModel Fit(
        IRegressor member, MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, string owner, CancellationToken cancellationToken) =>
        !groups.IsEmpty && member is IGroupedRegressor grouped ? grouped.Fit(x, y, weights, groups, cancellationToken)
        : weights.IsEmpty ? member.Fit(x, y, cancellationToken)
        : member is IWeightedRegressor weighted ? weighted.Fit(x, y, weights, cancellationToken)
        : throw NoWeights(member, owner);

    /// <summary>There is a group per row, or none at all.</summary>
    public static void CheckGroups(ReadOnlySpan<int> groups, int rows)
    {
        if (!groups.IsEmpty && groups.Length != rows)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"x has {rows} rows and there are {groups.Length} groups; they must be the same rows."), nameof(groups));
        }
    }

    /// <summary>The rows whose weight is above 0; null when all are, or there are no weights.</summary>
    public static int[]? Weighted(ReadOnlySpan<double> weights)
    {
        if (!weights.Contains(0))
        {
            return null;
        }

        var rows = new List<int>(weights.Length);
        for (var row = 0; row < weights.Length; row++)
        {
            if (weights[row] > 0)
            {
                rows.Add(row);
            }
        }

        return [.. rows];
    }

    /// <summary>Values of some rows; none of none.</summary>
    public static T[] Take<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> rows)
    {
        var taken = new T[values.IsEmpty ? 0 : rows.Length];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = values[rows[i]];
        }

        return taken;
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

    private static ArgumentException NoWeights(object member, string owner) =>
        new($"`{member.GetType().Name}` in `{owner}` takes no row weights; leave the weights out, or put an estimator in its place that takes them.", nameof(member));
}
