using System.Text.Json;
using Reprise.Core.Matrices;
using Reprise.Learning.Bayes;
using Reprise.Learning.Discriminant;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Tests.Bayes;

/// <summary>Naive Bayes and discriminant analysis against scikit-learn's values.</summary>
public sealed class BayesGoldenTests
{
    private const double Tolerance = 1e-6;

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void GaussianNaiveBayes_OnReferenceData_GivesReferenceModel(string name)
    {
        var (model, golden) = Fit(name, "GaussianNB", new GaussianNaiveBayes());

        Numbers.Close(golden.GetProperty("theta").Matrix().Values, model.Means.Values, 1e-11);
        Numbers.Close(golden.GetProperty("var").Matrix().Values, model.Variances.Values, 1e-11);
        Numbers.Close(golden.GetProperty("prior").Doubles(), model.Priors, 1e-12);
    }

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void LinearDiscriminantAnalysis_OnReferenceData_GivesReferenceModel(string name)
    {
        var (model, golden) = Fit(name, "LDA_svd", new LinearDiscriminantAnalysis());
        AssertCoefficients(golden, model);
        Numbers.Close(golden.GetProperty("means").Matrix().Values, model.Means.Values, 1e-11);

        var (shrunk, shrunkGolden) = Fit(
            name, "LDA_lsqr_shrinkage_auto", new LinearDiscriminantAnalysis { Solver = DiscriminantSolver.LeastSquares, Shrinkage = CovarianceShrinkage.LedoitWolf });
        AssertCoefficients(shrunkGolden, shrunk);
    }

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void QuadraticDiscriminantAnalysis_OnReferenceData_GivesReferenceProbabilities(string name) =>
        Fit(name, "QDA_reg0.1", new QuadraticDiscriminantAnalysis { Regularization = 0.1 });

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void DiscriminantProjection_OnReferenceData_ExplainsAsMuch(string name)
    {
        var set = GoldenSet.Load(name);
        var (x, train, _) = ReferenceProtocol.Split(set);

        var model = new DiscriminantProjection().Fit(x.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train), set.Classes.Length);

        Numbers.Close(
            GoldenSet.Family(name, "bayes").GetProperty("LDA_svd").GetProperty("explained_variance_ratio").Doubles(), model.ExplainedRatios, Tolerance);
    }

    private static (TModel Model, JsonElement Golden) Fit<TModel>(string name, string key, IClassifier<TModel> classifier)
        where TModel : IClassifierModel
    {
        var set = GoldenSet.Load(name);
        var (x, train, test) = ReferenceProtocol.Split(set);
        var golden = GoldenSet.Family(name, "bayes").GetProperty(key);

        var model = classifier.Fit(x.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train), set.Classes.Length);

        var probabilities = model.PredictProbabilities(x.View.TakeRows(test));
        var expected = golden.GetProperty("proba").Matrix();
        Numbers.Close(expected.Values, probabilities.Values[..expected.Values.Length], Tolerance);
        Assert.Equal(golden.GetProperty("pred").Integers(), EstimatorModelExtensions.MostProbable(probabilities));
        return (model, golden);
    }

    private static void AssertCoefficients(JsonElement golden, LinearDiscriminantAnalysisModel model)
    {
        var expected = golden.GetProperty("coef").Matrix();
        var (coefficients, intercepts) = (new Matrix(model.ClassCount, model.InputColumns), model.Intercepts.ToArray());
        model.Coefficients.Values.CopyTo(coefficients.Values);
        if (expected.Rows == 1)
        {
            var difference = new Matrix(1, model.InputColumns);
            for (var i = 0; i < model.InputColumns; i++)
            {
                difference[0, i] = coefficients[1, i] - coefficients[0, i];
            }

            (coefficients, intercepts) = (difference, [intercepts[1] - intercepts[0]]);
        }

        Numbers.Close(expected.Values, coefficients.Values, Tolerance);
        Numbers.Close(golden.GetProperty("intercept").Doubles(), intercepts, Tolerance);
    }
}
