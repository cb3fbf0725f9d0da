using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection;

/// <summary>Checks and choices that splitters share.</summary>
internal static class SplitRules
{
    public static NumpyRandom? Stream(uint? seed) => seed is { } value ? new NumpyRandom(value) : null;

    public static void Folds(int folds, int available, string of, string owner)
    {
        Require.InRange(folds, 2, int.MaxValue, owner, "Folds");
        if (folds > available)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"`{owner}` cannot make {folds} folds of {available} {of}; lower `Folds` or add data."));
        }
    }

    /// <summary>Test and training rows of a fraction, rounded as scikit-learn does: the test part up.</summary>
    public static (int Train, int Test) Sizes(int rows, double testFraction, string owner)
    {
        Require.InRange(testFraction, double.Epsilon, 1 - 1e-15, owner, "TestFraction");
        var test = (int)Math.Ceiling(testFraction * rows);
        return rows - test > 0
            ? (rows - test, test)
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture, $"`{owner}` leaves no row to train on: {test} of {rows} rows are for testing. Lower `TestFraction` or add data."));
    }
}
