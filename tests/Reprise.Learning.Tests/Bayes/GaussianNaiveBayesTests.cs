using Reprise.Core.Matrices;
using Reprise.Learning.Bayes;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Tests.Bayes;

public sealed class GaussianNaiveBayesTests
{
    private static readonly MatrixView X = new([0, 1, 3, 10, 12, 11], 6, 1);
    private static readonly int[] Y = [0, 0, 0, 1, 1, 1];

    [Fact]
    public void Fit_WithWeights_IsLikeRepeatedRows()
    {
        var weighted = new GaussianNaiveBayes().Fit(X, Y, 2, [1, 2, 1, 3, 1, 0]);
        var repeated = new GaussianNaiveBayes().Fit(new MatrixView([0.0, 1, 1, 3, 10, 10, 10, 12], 8, 1), [0, 0, 0, 0, 1, 1, 1, 1], 2);

        Numbers.Close(repeated.Means.Values, weighted.Means.Values, 1e-14);
        Numbers.Close(repeated.Variances.Values, weighted.Variances.Values, 1e-14);
        Numbers.Close(repeated.Priors, weighted.Priors, 1e-14);
    }

    [Fact]
    public void Fit_WithClassWeights_ShiftsPriors()
    {
        var model = new GaussianNaiveBayes { ClassWeights = ClassWeights.Of(3, 1) }.Fit(X, Y, 2);

        Numbers.Close([0.75, 0.25], model.Priors, 1e-15);
    }

    [Fact]
    public void Predict_WithPriors_FollowsBayesRule()
    {
        // Equal variances, the middle between the means: the likelihoods are equal, so the posterior is the prior.
        var x = new MatrixView([-1.0, 1, 9, 11], 4, 1);
        var model = new GaussianNaiveBayes { Priors = ClassPriors.Of(0.2, 0.8) }.Fit(x, [0, 0, 1, 1], 2);

        Numbers.Close([0.2, 0.8], model.PredictProbabilities(new MatrixView([5.0], 1, 1)).Values, 1e-12);
    }

    [Fact]
    public void Predict_FarAway_StillSumsToOne()
    {
        var model = new GaussianNaiveBayes().Fit(X, Y, 2);

        var probabilities = model.PredictProbabilities(new MatrixView([1e300, -1e300, 1e9], 3, 1));

        for (var row = 0; row < 3; row++)
        {
            Assert.Equal(1, probabilities[row, 0] + probabilities[row, 1], 1e-12);
        }
    }

    [Fact]
    public void Priors_ThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => ClassPriors.Of(0.5, 0.6));
        Assert.Throws<ArgumentException>(() => ClassPriors.Of(-0.5, 1.5));
        Assert.Contains(
            "for each of 2 classes",
            Assert.Throws<ArgumentException>(() => new GaussianNaiveBayes { Priors = ClassPriors.Of(0.5, 0.3, 0.2) }.Fit(X, Y, 2)).Message,
            StringComparison.Ordinal);
        Assert.Equal(ClassPriors.Of(0.5, 0.5), ClassPriors.Of(0.5, 0.5));
        Assert.NotEqual(ClassPriors.Of(0.5, 0.5), ClassPriors.Empirical);
    }
}
