using System.Runtime.InteropServices;
using Reprise.Core.Hashing;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Learning.Svm;

namespace Reprise.Learning.Tests.Svm;

public sealed class SvmClassifierTests
{
    [Fact]
    public void Fit_OnXor_TellsItApartWithRbfOnly()
    {
        Matrix x = Points((0, 0), (1, 1), (0, 1), (1, 0));
        int[] y = [0, 0, 1, 1];
        var rbf = new SvmClassifier { C = 100, Calibration = SvmCalibration.None };

        Assert.Equal(y, rbf.Fit(x, y, 2).Predict(x));
        Assert.NotEqual(y, (rbf with { Kernel = SvmKernel.Linear }).Fit(x, y, 2).Predict(x));
    }

    /// <summary>Two points: the border is the perpendicular bisector, both decisions are ±1, α = 2 ÷ ‖a − b‖².</summary>
    [Fact]
    public void Fit_OnTwoPoints_GivesTheTextbookMargin()
    {
        var model = new SvmClassifier { Kernel = SvmKernel.Linear, C = 10, Tolerance = 1e-10, Calibration = SvmCalibration.None }.Fit(Points((0, 0), (3, 4)), [0, 1], 2);

        Numbers.Close([0.08, -0.08], model.DualCoefficients, 1e-12);
        Numbers.Close([1, -1, 0], model.DecisionValues(Points((0, 0), (3, 4), (1.5, 2))).Values, 1e-12);
    }

    [Theory]
    [InlineData(SvmKernel.Rbf)]
    [InlineData(SvmKernel.Linear)]
    [InlineData(SvmKernel.Polynomial)]
    public void Fit_WithASmallCacheOrWithoutShrinking_FindsTheSameMachine(SvmKernel kernel)
    {
        var (x, y) = Noisy(400);
        var svm = new SvmClassifier { Kernel = kernel, C = 5, Tolerance = 1e-7, Calibration = SvmCalibration.None };
        var cached = svm.Fit(x, y, 2);

        var smallCache = KernelOf(x, y, svm, capacityBytes: 1);
        var free = (svm with { Shrinking = false }).Fit(x, y, 2);

        Assert.Equal(cached.DualCoefficients.ToArray(), smallCache);
        Numbers.Close(cached.DecisionValues(x).Values, free.DecisionValues(x).Values, 1e-5);
    }

    /// <summary>Optimality by the definition: rows outside the margin have α = 0, inside α = C, on it in between.</summary>
    [Fact]
    public void Fit_OnNoisyRows_MeetsTheOptimalityConditions()
    {
        var (x, y) = Noisy(300);
        var model = new SvmClassifier { C = 2, Tolerance = 1e-8, Calibration = SvmCalibration.None }.Fit(x, y, 2);
        var alpha = new double[300];
        for (var i = 0; i < model.SupportIndices.Length; i++)
        {
            alpha[model.SupportIndices[i]] = Math.Abs(model.DualCoefficients[i]);
        }

        var decisions = model.DecisionValues(x);
        for (var row = 0; row < 300; row++)
        {
            var margin = decisions[row, 0] * (y[row] == 0 ? 1 : -1);
            Assert.InRange(margin, alpha[row] < 2 ? 1 - 1e-6 : double.MinValue, alpha[row] > 0 ? 1 + 1e-6 : double.MaxValue);
        }
    }

    [Fact]
    public void Fit_WithRowWeights_CountsARowOfWeightTwoAsTwoRows()
    {
        var (x, y) = Noisy(60);
        double[] weights = [.. Enumerable.Range(0, 60).Select(row => (double)(row % 3))];
        int[] repeated = [.. Enumerable.Range(0, 60).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        var svm = new SvmClassifier { Tolerance = 1e-9, Gamma = SvmGamma.Of(0.5), Calibration = SvmCalibration.None };

        var weighted = svm.Fit(x, y, 2, weights);
        var doubled = svm.Fit(x.View.TakeRows(repeated), ReferenceProtocol.Take(y, repeated), 2);

        Numbers.Close(doubled.DecisionValues(x).Values, weighted.DecisionValues(x).Values, 1e-6);
        Assert.DoesNotContain(weighted.SupportIndices.ToArray(), row => row % 3 == 0);
    }

    [Fact]
    public void Fit_WithClassWeights_MovesTheBorderFromTheHeavierClass()
    {
        var (x, y) = Noisy(200);
        var svm = new SvmClassifier { Calibration = SvmCalibration.None };

        var even = svm.Fit(x, y, 2).Predict(x).Count(label => label == 1);
        var heavy = (svm with { ClassWeights = ClassWeights.Of(1, 20) }).Fit(x, y, 2).Predict(x).Count(label => label == 1);

        Assert.True(heavy > even + 10, $"{heavy} after weighting, {even} before.");
    }

    [Fact]
    public void Fit_WithWeightsThatLeaveOneClass_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => new SvmClassifier().Fit(Points((0, 0), (1, 1), (2, 2)), [0, 1, 1], 2, [0, 1, 1]));

        Assert.Contains("at least 2 classes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_WithAClassThatHadNoRows_GivesItNothing()
    {
        var (x, y) = Noisy(40);
        var model = new SvmClassifier().Fit(x, [.. y.Select(label => 2 * label)], 4);

        var p = model.PredictProbabilities(x);

        Assert.All(Enumerable.Range(0, 40), row => Assert.Equal([0, 0], [p[row, 1], p[row, 3]]));
        Assert.Equal([0, 2], model.TrainedClasses.ToArray());
    }

    [Fact]
    public void PredictProbabilities_OfCalibratedMachines_AreNearTheFrequencies()
    {
        var (x, y) = Noisy(1200);
        var model = new SvmClassifier { C = 0.5 }.Fit(x.View.TakeRows([.. Enumerable.Range(0, 800)]), y.AsSpan(0, 800), 2);

        var p = model.PredictProbabilities(x.View.TakeRows([.. Enumerable.Range(800, 400)]));

        var likely = Enumerable.Range(0, 400).Where(row => p[row, 1] > 0.7).ToArray();
        Assert.InRange(likely.Length, 50, 350);
        Assert.Equal(likely.Average(row => p[row, 1]), likely.Average(row => (double)y[800 + row]), 0.1);
    }

    [Fact]
    public void Fit_WithOneRowOfAClass_StillGivesProbabilities()
    {
        var model = new SvmClassifier().Fit(Points((0, 0), (0, 1), (1, 0), (5, 5)), [0, 0, 0, 1], 2);

        Assert.Equal([0, 1], model.Predict(Points((0, 0), (5, 5))));
    }

    /// <summary>The same bits on every CPU and runtime: a change of them is a change of the model, and deliberate.</summary>
    [Fact]
    public void Fit_OnNoisyRows_GivesTheseBits()
    {
        var (x, y) = Noisy(150);

        var p = new SvmClassifier { C = 3 }.Fit(x, y, 2).PredictProbabilities(x);

        Assert.StartsWith("ede90d0fb96f57c319ba91c7a93725c132ae7169644f7cc973", ContentHash.Sha256(MemoryMarshal.AsBytes(p.Values)), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_StoppedEarly_SaysItHasNotConverged()
    {
        var (x, y) = Noisy(100);

        Assert.False(new SvmClassifier { MaxIterations = 3 }.Fit(x, y, 2).Converged);
        Assert.True(new SvmClassifier().Fit(x, y, 2).Converged);
    }

    [Fact]
    public void PredictProbabilities_OfRowsAtTheEndOfTheRange_StayProbabilities()
    {
        var (x, y) = Noisy(60);
        foreach (var kernel in Enum.GetValues<SvmKernel>())
        {
            var p = new SvmClassifier { Kernel = kernel, Gamma = SvmGamma.Of(0.1) }.Fit(x, y, 2).PredictProbabilities(Points((double.MaxValue, double.MinValue), (1e200, 1)));

            Assert.All([0, 1], row => Assert.Equal(1, p[row, 0] + p[row, 1], 12));
        }
    }

    public static TheoryData<SvmClassifier, string> OutOfRange => new()
    {
        { new SvmClassifier { C = 0 }, "`C` of `SvmClassifier`" },
        { new SvmClassifier { Tolerance = 0 }, "`Tolerance` of `SvmClassifier`" },
        { new SvmClassifier { Gamma = SvmGamma.Of(-1) }, "`Gamma` of `SvmClassifier`" },
        { new SvmClassifier { Degree = 0 }, "`Degree` of `SvmClassifier`" },
        { new SvmClassifier { CacheMegabytes = 0 }, "`CacheMegabytes` of `SvmClassifier`" },
        { new SvmClassifier { Kernel = (SvmKernel)9 }, "`Kernel` of `SvmClassifier`" },
        { new SvmClassifier { Calibration = (SvmCalibration)9 }, "`Calibration` of `SvmClassifier`" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Fit_WithAParameterOutOfRange_NamesIt(SvmClassifier svm, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentOutOfRangeException>(() => svm.Fit(Points((0, 0), (1, 1)), [0, 1], 2)).Message, StringComparison.Ordinal);

    private static double[] KernelOf(Matrix x, int[] y, SvmClassifier svm, long capacityBytes)
    {
        var rows = ClassRows.Sort(y, 2, [], "test");
        var kernel = SvmSettings.Kernel(svm.Kernel, svm.Gamma, svm.Coef0, svm.Degree, x, "test");
        var (first, second) = rows.Runs(0);
        var cache = new KernelRowCache(new RowBlock(x, rows.Order), kernel, first, second, capacityBytes, 1);
        var settings = SvmSettings.Check(svm.C, svm.Tolerance, svm.Shrinking, svm.MaxIterations, 1, 1, "test");
        var upper = Enumerable.Repeat(svm.C, y.Length).ToArray();
        return [.. SvmPair.Train(cache, first.Count, upper, settings, null, CancellationToken.None).Coefficients.Where(value => value != 0)];
    }

    /// <summary>Two classes of points around (0, 0) and (1.5, 0), which overlap.</summary>
    private static (Matrix X, int[] Y) Noisy(int rows)
    {
        var rng = new Rng(3);
        var (x, y) = (new Matrix(rows, 2), new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            y[row] = row % 2;
            x[row, 0] = (1.5 * y[row]) + Normal();
            x[row, 1] = Normal();
        }

        return (x, y);

        double Normal() => Enumerable.Range(0, 12).Sum(_ => rng.NextDouble()) - 6;
    }

    private static Matrix Points(params (double X, double Y)[] points)
    {
        var x = new Matrix(points.Length, 2);
        for (var row = 0; row < points.Length; row++)
        {
            (x[row, 0], x[row, 1]) = points[row];
        }

        return x;
    }
}
