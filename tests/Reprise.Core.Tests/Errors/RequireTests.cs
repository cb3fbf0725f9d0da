using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Core.Tests.Errors;

public sealed class RequireTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.1)]
    public void InRange_OfADoubleOutside_NamesOwnerMemberRangeAndValue(double alpha)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => Require.InRange(alpha, 0, double.PositiveInfinity, "Ridge"));

            var value = double.IsPositiveInfinity(alpha) ? "∞" : alpha.ToString("R", CultureInfo.InvariantCulture);
            Assert.StartsWith($"`alpha` of `Ridge` must be in [0, ∞). Got {value}.", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void InRange_OfAnIntegerOutside_NamesTheRange() =>
        Assert.StartsWith(
            "`trees` of `Forest` must be in [1, ∞). Got 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Require.InRange(0, 1, int.MaxValue, "Forest", "trees")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void InRange_AtTheEnds_Passes()
    {
        Require.InRange(0.0, 0, 1, "x", "y");
        Require.InRange(1.0, 0, 1, "x", "y");
        Require.InRange(1, 1, 1, "x", "y");
    }

    [Fact]
    public void Finite_OfAMatrixWithNaN_NamesThePlace()
    {
        var x = new Matrix(2, 3);
        x[1, 2] = double.NaN;

        Assert.Contains("Got NaN at row 1, column 2", Assert.Throws<ArgumentException>(() => Require.Finite(x)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ShapeGuards_OfShapesThatDoNotFit_SayBothNumbers()
    {
        var x = new Matrix(2, 3);

        Assert.Contains("2 rows and y has 5", Message(() => Require.SameRows(x, 5)), StringComparison.Ordinal);
        Assert.Contains("at least 4 rows and 1 column. Got 2 × 3", Message(() => Require.NotEmpty(x, "Forest", 4)), StringComparison.Ordinal);
        Assert.Contains("fitted on 4 columns and x has 3", Message(() => Require.Columns(x, 4, "Forest")), StringComparison.Ordinal);
        Assert.Contains("holds 3 values; 6 are written", Message(() => Require.Destination([1, 2, 3], 6)), StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_ThatBreakTheRules_AreNamed()
    {
        Assert.Contains("class indices in [0, 2). Got 2 at row 1", Message(() => Require.Classes([0, 2], 2, "Forest")), StringComparison.Ordinal);
        Assert.Contains("at least 2 classes in y. Got 1 in 3 rows", Message(() => Require.Classes([1, 1, 1], 2, "Forest")), StringComparison.Ordinal);
        Assert.Contains("Got 0 in 0 rows", Message(() => Require.Classes([], 2, "Forest")), StringComparison.Ordinal);
        Require.Classes([0, 1], 2, "Forest");
    }

    private static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
}
