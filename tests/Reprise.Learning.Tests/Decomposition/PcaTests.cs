using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Learning.Decomposition;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Tests.Decomposition;

public sealed class PcaTests
{
    public static TheoryData<string, PcaSolver> Cases
    {
        get
        {
            var cases = new TheoryData<string, PcaSolver>();
            foreach (var name in (string[])["iris", "breast_cancer", "digits", "turkish"])
            {
                cases.Add(name, PcaSolver.Auto);
                cases.Add(name, PcaSolver.Full);
                cases.Add(name, PcaSolver.Covariance);
            }

            return cases;
        }
    }

    /// <summary>Within 1e-6, signs apart.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_OnReferenceData_GivesTheReferenceComponents(string name, PcaSolver solver)
    {
        var set = GoldenSet.Load(name);
        var expected = GoldenSet.Family(name, "pca").GetProperty("PCA_0.95_on_standardised");
        var x = new StandardScaler().Fit(set.X).Transform(set.X);

        var model = new Pca { VarianceShare = 0.95, Solver = solver }.Fit(x, TestContext.Current.CancellationToken);

        Assert.Equal(expected.GetProperty("n_components").GetInt32(), model.OutputColumns);
        Numbers.Close(expected.GetProperty("explained_variance").Doubles(), model.ExplainedVariance, 1e-6);
        Numbers.Close(expected.GetProperty("explained_variance_ratio").Doubles(), model.ExplainedVarianceRatio, 1e-6);
        Numbers.Close(expected.GetProperty("singular_values").Doubles(), model.SingularValues, 1e-6);
        Assert.Equal(expected.GetProperty("noise_variance").GetDouble(), model.NoiseVariance, 1e-6);
        var components = expected.GetProperty("components").Matrix();
        var transformed = expected.GetProperty("transformed_first10").Matrix();
        var scores = model.Transform(x.View.Slice(0, 10));
        for (var i = 0; i < components.Rows; i++)
        {
            var sign = Vectors.Dot(components.Row(i), model.Components.Row(i)) < 0 ? -1 : 1;
            for (var column = 0; column < components.Columns; column++)
            {
                Assert.Equal(sign * components[i, column], model.Components[i, column], 1e-6);
            }

            for (var row = 0; row < 10; row++)
            {
                Assert.Equal(sign * transformed[row, i], scores[row, i], 2e-6);
            }
        }
    }

    [Theory]
    [InlineData(PcaSolver.Full, 1e-10)]
    [InlineData(PcaSolver.Covariance, 1e-10)]
    [InlineData(PcaSolver.Randomized, 1e-3)]
    public void Fit_ByAnySolver_FindsTheSameLeadingComponents(PcaSolver solver, double tolerance)
    {
        var x = LowRank(300, 40, 5);
        var expected = new Pca { Components = 5, Solver = PcaSolver.Full }.Fit(x, TestContext.Current.CancellationToken);
        var actual = new Pca { Components = 5, Solver = solver }.Fit(x, TestContext.Current.CancellationToken);

        Numbers.Close(expected.ExplainedVariance, actual.ExplainedVariance, tolerance);
        Numbers.Close(expected.Components.Values, actual.Components.Values, tolerance);
    }

    [Theory]
    [InlineData(PcaSolver.Full)]
    [InlineData(PcaSolver.Covariance)]
    public void Fit_OfFewRows_KeepsThemAll(PcaSolver solver)
    {
        var x = LowRank(12, 30, 12);
        var model = new Pca { Solver = solver }.Fit(x, TestContext.Current.CancellationToken);

        Assert.Equal(12, model.OutputColumns);
        var back = new Matrix(12, 30);
        model.InverseTransform(model.Transform(x), back.Values);
        Numbers.Close(x.Values, back.Values, 1e-9);
        Assert.Equal(1, model.ExplainedVarianceRatio.ToArray().Sum(), 1e-12);
    }

    [Fact]
    public void Transform_Whitened_HasUnitVariancesAndGoesBack()
    {
        var x = LowRank(200, 10, 10);
        var model = new Pca { Whiten = true, Components = 6 }.Fit(x, TestContext.Current.CancellationToken);
        var again = new Pca().Fit(model.Transform(x), TestContext.Current.CancellationToken);
        Assert.All(again.ExplainedVariance.ToArray(), variance => Assert.Equal(1, variance, 1e-9));

        var all = new Pca { Whiten = true }.Fit(x, TestContext.Current.CancellationToken);
        var back = new Matrix(200, 10);
        all.InverseTransform(all.Transform(x), back.Values);
        Numbers.Close(x.Values, back.Values, 1e-9);
        Assert.Equal(0, all.NoiseVariance);
    }

    [Fact]
    public void Components_HavePositiveLargestCoefficients()
    {
        var model = new Pca().Fit(LowRank(50, 8, 8), TestContext.Current.CancellationToken);
        for (var i = 0; i < model.OutputColumns; i++)
        {
            Assert.True(model.Components.Row(i).ToArray().MaxBy(Math.Abs) > 0);
        }
    }

    [Fact]
    public void FeatureNames_AreNumbered() =>
        Assert.Equal(["pca0", "pca1"], new Pca { Components = 2 }.Fit(LowRank(9, 3, 3), TestContext.Current.CancellationToken).FeatureNames(["a", "b", "c"]));

    [Fact]
    public void Fit_WithParametersThatContradict_Throws()
    {
        var x = LowRank(9, 4, 4);
        Assert.Throws<ArgumentException>(() => new Pca { Components = 2, VarianceShare = 0.5 }.Fit(x));
        Assert.Throws<ArgumentException>(() => new Pca { Solver = PcaSolver.Randomized, VarianceShare = 0.5 }.Fit(x));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pca { Components = 5 }.Fit(x));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pca { Solver = (PcaSolver)7 }.Fit(x));
        Assert.Throws<ArgumentException>(() => new Pca().Fit(x.View.Slice(0, 1)));
    }

    [Fact]
    public void Fit_OfConstantRows_HasNoVariance()
    {
        var x = new Matrix(5, 3);
        x.Values.Fill(4);
        var model = new Pca { Whiten = true }.Fit(x, TestContext.Current.CancellationToken);
        Assert.Equal([0.0, 0.0, 0.0], model.ExplainedVarianceRatio.ToArray());
        Assert.All(model.Transform(x).Values.ToArray(), value => Assert.Equal(0, value));
    }

    private static Matrix LowRank(int rows, int columns, int rank)
    {
        var rng = new Rng(11);
        var x = new Matrix(rows, columns);
        for (var component = 0; component < rank; component++)
        {
            double[] direction = [.. Enumerable.Range(0, columns).Select(_ => rng.NextDouble() - 0.5)];
            for (var row = 0; row < rows; row++)
            {
                Vectors.AddScaled((rng.NextDouble() - 0.5) * Math.ScaleB(8, -component / 2), direction, x.Row(row));
            }
        }

        foreach (ref var value in x.Values)
        {
            value += 3 + (1e-3 * rng.NextDouble());
        }

        return x;
    }
}
