using Reprise.Core.Matrices;
using Reprise.Learning.Explanation;
using Reprise.Learning.Linear;
using Reprise.Learning.Tests.Boosting;

namespace Reprise.Learning.Tests.Explanation;

public sealed class LinearShapTests
{
    [Fact]
    public void Explain_OfARegression_AddsUpToItsPrediction()
    {
        var (x, y) = Diabetes.Load();
        var (ridge, lasso) = (new Ridge().Fit(x, y), new Lasso { Alpha = 0.1 }.Fit(x, y));
        var (values, sparse) = (new double[y.Length], new double[y.Length]);
        ridge.Predict(x, values);
        lasso.Predict(x, sparse);

        var (ofRidge, ofLasso) = (LinearShap.Explain(ridge, x, x), LinearShap.Explain(lasso, x, x));

        Numbers.Close(values, [.. Enumerable.Range(0, y.Length).Select(row => ofRidge.Total(row, 0))], 1e-9);
        Numbers.Close(sparse, [.. Enumerable.Range(0, y.Length).Select(row => ofLasso.Total(row, 0))], 1e-9);
        Assert.Equal(y.Average(), ofRidge.BaseValues[0], 1e-9);        // a line goes through the means
    }

    [Fact]
    public void Explain_OfAFeatureAtItsMean_GivesItNothing()
    {
        var model = new LinearRegression().Fit(new MatrixView([0, 0, 0, 1, 1, 0, 1, 2], 4, 2), [1, 3, 4, 8]);

        var shap = LinearShap.Explain(model, new MatrixView([0.5, 2], 1, 2), new MatrixView([0, 0, 1, 1], 2, 2));

        Assert.Equal(0, shap[0, 0, 0]);
        Assert.Equal(1.5 * model.Coefficients[1], shap[0, 1, 0], 1e-12);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Explain_OfLogisticRegression_AddsUpToLogOdds(int classes)
    {
        var set = GoldenSet.Load("iris");
        var model = new LogisticRegression().Fit(set.X, Array.ConvertAll(set.Y, y => Math.Min(y, classes - 1)), classes);
        var probabilities = new double[set.X.Rows * classes];
        model.PredictProbabilities(set.X, probabilities);

        var shap = LinearShap.Explain(model, set.X, set.X);

        Assert.Equal(classes == 2 ? 1 : 3, shap.Outputs);
        for (var row = 0; row < set.X.Rows; row++)
        {
            var odds = Math.Log(probabilities[(row * classes) + 1] / probabilities[row * classes]);
            Assert.Equal(odds, classes == 2 ? shap.Total(row, 0) : shap.Total(row, 1) - shap.Total(row, 0), 1e-8);
        }
    }

    [Fact]
    public void Explain_WithoutABackground_IsRefused()
    {
        var model = new LinearRegression().Fit(new MatrixView([0, 1, 2], 3, 1), [0, 1, 2]);

        Assert.Throws<ArgumentException>(() => LinearShap.Explain(model, new Matrix(1, 1), new Matrix(0, 1)));
        Assert.Throws<ArgumentException>(() => LinearShap.Explain(model, new Matrix(1, 2), new Matrix(1, 2)));
    }
}
