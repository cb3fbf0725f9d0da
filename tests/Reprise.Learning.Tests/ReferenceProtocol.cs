using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Tests;

/// <summary>How the reference classifiers were trained: features standardised on all rows, test = fold 0 of the unshuffled stratified folds.</summary>
internal static class ReferenceProtocol
{
    public static (Matrix X, int[] Train, int[] Test) Split(GoldenSet set)
    {
        var test = set.Values.GetProperty("stratified_kfold5_noshuffle_test_indices")[0].Integers();
        return (new StandardScaler().Fit(set.X).Transform(set.X), [.. Enumerable.Range(0, set.X.Rows).Except(test)], test);
    }

    public static int[] Take(int[] values, int[] rows) => [.. rows.Select(row => values[row])];
}
