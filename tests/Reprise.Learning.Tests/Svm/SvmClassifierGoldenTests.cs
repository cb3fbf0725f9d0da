using System.Text.Json;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Svm;

namespace Reprise.Learning.Tests.Svm;

/// <summary>Machines solved to 1e-8 are those of scikit-learn's SVC: counts and votes exact, decision values and coefficients within 1e-5.</summary>
public sealed class SvmClassifierGoldenTests
{
    private static readonly SvmClassifier Exact = new() { Tolerance = 1e-8, Calibration = SvmCalibration.None };

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void Fit_WithRbf_GivesTheReferenceMachines(string name)
    {
        var (model, test, golden) = Fit(name, "SVC_rbf_C1", Exact);

        Assert.Equal(golden.GetProperty("gamma").GetDouble(), model.Gamma, 1e-9);
        SameCounts(name, golden, model);
        var decisions = model.DecisionValues(test);
        var expected = golden.GetProperty("decision_function_ovr");
        var scores = OneVersusRest(decisions, model.ClassCount);
        if (model.ClassCount == 2)
        {
            Numbers.Close(expected.Doubles(), [.. decisions.Values.ToArray().Select(value => -value)], 1e-5);
        }
        else
        {
            var reference = expected.Matrix().Values;
            Numbers.Close(reference, scores.Values[..reference.Length], 1e-5);
        }

        Assert.Equal(EstimatorModelExtensions.MostProbable(scores), model.Predict(test));
        Assert.Equal(golden.GetProperty("pred").Integers(), Votes(decisions, model.ClassCount));
    }

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void Fit_WithLinearKernel_GivesTheReferenceHyperplanes(string name)
    {
        var (model, test, golden) = Fit(name, "SVC_linear_C1", Exact with { Kernel = SvmKernel.Linear });

        SameCounts(name, golden, model);
        var sign = model.ClassCount == 2 ? -1 : 1;      // scikit-learn turns the sign of two classes
        Numbers.Close(golden.GetProperty("intercept").Doubles(), [.. model.Intercepts.ToArray().Select(value => sign * value)], 1e-5);
        Numbers.Close(golden.GetProperty("coef").Matrix().Values, [.. Hyperplanes(model).Values.ToArray().Select(value => sign * value)], 1e-5);
        Assert.Equal(golden.GetProperty("pred").Integers(), Votes(model.DecisionValues(test), model.ClassCount));
    }

    [Theory]
    [InlineData("iris", 0.93)]
    [InlineData("breast_cancer", 0.96)]
    [InlineData("digits", 0.94)]
    [InlineData("turkish", 0.80)]
    public void Predict_WithCalibration_IsAsRightAsTheVote(string name, double accuracy)
    {
        var set = GoldenSet.Load(name);
        var (x, train, test) = ReferenceProtocol.Split(set);

        var model = new SvmClassifier().Fit(x.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train), set.Classes.Length);

        var right = model.Predict(x.View.TakeRows(test)).Zip(ReferenceProtocol.Take(set.Y, test)).Count(pair => pair.First == pair.Second);
        Assert.True(right >= accuracy * test.Length, $"{right} of {test.Length} are right.");
    }

    private static (SvmClassifierModel Model, Matrix Test, JsonElement Golden) Fit(string name, string key, SvmClassifier svm)
    {
        var set = GoldenSet.Load(name);
        var (x, train, test) = ReferenceProtocol.Split(set);
        var model = svm.Fit(x.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train), set.Classes.Length);
        Assert.True(model.Converged);
        return (model, x.View.TakeRows(test), GoldenSet.Family(name, "svm").GetProperty(key));
    }

    /// <summary>Turkish has rows twice: how α is shared between them is free, so their number of support vectors is not given by the optimum.</summary>
    private static void SameCounts(string name, JsonElement golden, SvmClassifierModel model)
    {
        if (name != "turkish")
        {
            Assert.Equal(golden.GetProperty("n_support").Integers(), model.SupportCounts.ToArray());
        }
    }

    private static int[] Votes(Matrix decisions, int classes)
    {
        var votes = new Matrix(decisions.Rows, classes);
        for (var row = 0; row < decisions.Rows; row++)
        {
            for (var (i, pair) = (0, 0); i < classes; i++)
            {
                for (var j = i + 1; j < classes; j++, pair++)
                {
                    votes[row, decisions[row, pair] > 0 ? i : j]++;
                }
            }
        }

        return EstimatorModelExtensions.MostProbable(votes);
    }

    /// <summary>scikit-learn's <c>decision_function_shape='ovr'</c>.</summary>
    private static Matrix OneVersusRest(Matrix decisions, int classes)
    {
        var scores = new Matrix(decisions.Rows, classes);
        for (var row = 0; row < decisions.Rows; row++)
        {
            var sums = new double[classes];
            for (var (i, pair) = (0, 0); i < classes; i++)
            {
                for (var j = i + 1; j < classes; j++, pair++)
                {
                    scores[row, decisions[row, pair] > 0 ? i : j]++;
                    sums[i] += decisions[row, pair];
                    sums[j] -= decisions[row, pair];
                }
            }

            for (var i = 0; i < classes; i++)
            {
                scores[row, i] += sums[i] / (3 * (Math.Abs(sums[i]) + 1));
            }
        }

        return scores;
    }

    private static Matrix Hyperplanes(SvmClassifierModel model)
    {
        var (vectors, counts, k) = (model.SupportVectors, model.SupportCounts.ToArray(), model.ClassCount);
        var result = new Matrix(k * (k - 1) / 2, model.InputColumns);
        var starts = counts.Select((_, i) => counts.Take(i).Sum()).ToArray();
        for (var (i, pair) = (0, 0); i < k; i++)
        {
            for (var j = i + 1; j < k; j++, pair++)
            {
                Add(starts[i], counts[i], j - 1, pair);
                Add(starts[j], counts[j], i, pair);
            }
        }

        return result;

        void Add(int start, int count, int row, int pair)
        {
            for (var at = start; at < start + count; at++)
            {
                for (var column = 0; column < result.Columns; column++)
                {
                    result[pair, column] += model.DualCoefficients[(row * vectors.Rows) + at] * vectors[at, column];
                }
            }
        }
    }
}
