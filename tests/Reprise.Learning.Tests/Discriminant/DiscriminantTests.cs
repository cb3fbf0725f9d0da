using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Bayes;
using Reprise.Learning.Discriminant;
using Reprise.Learning.Estimators;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Tests.Discriminant;

public sealed class DiscriminantTests
{
    [Fact]
    public void LinearSolvers_WithoutShrinkage_AgreeOnProbabilities()
    {
        // scikit-learn's whitening divides by rows − classes, least squares by rows: with many rows both are nearly the same.
        var (x, y) = Blobs(3000, 4, 3);
        var (whitened, solved) = (new LinearDiscriminantAnalysis().Fit(x, y, 3), new LinearDiscriminantAnalysis { Solver = DiscriminantSolver.LeastSquares }.Fit(x, y, 3));

        Numbers.Close(whitened.PredictProbabilities(x).Values, solved.PredictProbabilities(x).Values, 0.01);
    }

    [Fact]
    public void Linear_OfScaledAndMovedColumns_PredictsTheSame()
    {
        var (x, y) = Blobs(200, 3, 3);
        var moved = new Matrix(200, 3);
        for (var row = 0; row < 200; row++)
        {
            (moved[row, 0], moved[row, 1], moved[row, 2]) = ((1e6 * x[row, 2]) + 5, (1e-6 * x[row, 0]) - 1, x[row, 1]);
        }

        foreach (var classifier in (IClassifier[])[new LinearDiscriminantAnalysis(), new QuadraticDiscriminantAnalysis()])
        {
            Numbers.Close(
                classifier.Fit(x, y, 3).PredictProbabilities(x).Values, classifier.Fit(moved, y, 3).PredictProbabilities(moved).Values, 1e-8);
        }
    }

    [Fact]
    public void Shrinkage_OfOne_UsesTheMeanVarianceOnly()
    {
        var (x, y) = Blobs(100, 2, 2);
        var model = new LinearDiscriminantAnalysis { Solver = DiscriminantSolver.LeastSquares, Shrinkage = CovarianceShrinkage.Of(1) }.Fit(x, y, 2);

        var ratio = model.Means[0, 0] / model.Coefficients[0, 0];

        Numbers.Close([model.Means[1, 1] / ratio], [model.Coefficients[1, 1]], 1e-12);
    }

    [Fact]
    public void Linear_OfRepeatedAndConstantColumns_IgnoresThem()
    {
        var (x, y) = Blobs(150, 2, 3);
        var wide = new Matrix(150, 4);
        for (var row = 0; row < 150; row++)
        {
            (wide[row, 0], wide[row, 1], wide[row, 2], wide[row, 3]) = (x[row, 0], x[row, 1], x[row, 0], 0.1);
        }

        foreach (var solver in (DiscriminantSolver[])[DiscriminantSolver.Whitening, DiscriminantSolver.LeastSquares])
        {
            var classifier = new LinearDiscriminantAnalysis { Solver = solver };
            Numbers.Close(classifier.Fit(x, y, 3).PredictProbabilities(x).Values, classifier.Fit(wide, y, 3).PredictProbabilities(wide).Values, 1e-8);
        }
    }

    [Fact]
    public void Whitening_WithShrinkage_IsRefused()
    {
        var (x, y) = Blobs(20, 2, 2);

        Assert.Contains(
            "needs the solver LeastSquares",
            Assert.Throws<ArgumentException>(() => new LinearDiscriminantAnalysis { Shrinkage = CovarianceShrinkage.LedoitWolf }.Fit(x, y, 2)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Quadratic_OfKnownNormals_IsBayesRule()
    {
        // Class 0: mean 0, variance 2; class 1: mean 4, variance 8. By hand at 1: log densities −0.5·(log 2 + 0.5) and −0.5·(log 8 + 9/8).
        var x = new MatrixView([-1.0, 1, 2, 6], 4, 1);
        var model = new QuadraticDiscriminantAnalysis().Fit(x, [0, 0, 1, 1], 2);

        var odds = Math.Exp((-0.5 * (Math.Log(2) + 0.5)) + (0.5 * (Math.Log(8) + (9.0 / 8))));
        Numbers.Close([odds / (1 + odds), 1 / (1 + odds)], model.PredictProbabilities(new MatrixView([1.0], 1, 1)).Values, 1e-9);
    }

    [Fact]
    public void Quadratic_OfAClassWithOneRow_IsRefused() =>
        Assert.Contains(
            "Class 1 has 1",
            Assert.Throws<ArgumentException>(() => new QuadraticDiscriminantAnalysis().Fit(new MatrixView([1.0, 2, 3], 3, 1), [0, 0, 1], 2)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Projection_OfThreeClasses_HasUnitVarianceWithinAndNamesItsColumns()
    {
        var (x, y) = Blobs(300, 4, 3);
        var model = new DiscriminantProjection().Fit(x, y, 3);

        var projected = model.Transform(x);

        Assert.Equal(2, model.OutputColumns);
        Assert.Equal(["discriminant0", "discriminant1"], ((ITransformerModel)model).FeatureNames(["a", "b", "c", "d"]));
        var within = CentredClasses.Of(projected, y, 3, "test").Rows;
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(297, Enumerable.Range(0, 300).Sum(row => within[row, i] * within[row, i]), 1e-6);
        }

        Assert.Equal(0, Enumerable.Range(0, 300).Sum(row => within[row, 0] * within[row, 1]), 1e-6);
        Assert.Equal(1, new DiscriminantProjection { Components = 1 }.Fit(x, y, 3).OutputColumns);
    }

    [Fact]
    public void Projection_SavedAndLoadedInAPipeline_PredictsTheSame()
    {
        var table = GoldenSet.Load("iris").Table();
        var model = new ClassifierPipeline { Steps = [new DiscriminantProjection()], Classifier = new GaussianNaiveBayes() }.Fit(table, "class");
        using var stream = new MemoryStream();
        ModelFile.Write(model, stream);
        stream.Position = 0;

        var loaded = ModelFile.Read<ITabularClassifier>(stream, "memory");

        Assert.Equal(model.Predict(table).Probabilities.Values.ToArray(), loaded.Predict(table).Probabilities.Values.ToArray());
    }

    [Fact]
    public void Projection_OfNumericTargets_IsRefused() =>
        Assert.Contains(
            "needs classes",
            Assert.Throws<ArgumentException>(() => ((ISupervisedTransformer)new DiscriminantProjection()).Fit(new Matrix(3, 1), [1.0, 2, 3])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Priors_OfZero_ForbidAClass()
    {
        var (x, y) = Blobs(90, 2, 3);
        foreach (var classifier in (IClassifier[])
            [
                new LinearDiscriminantAnalysis { Priors = ClassPriors.Of(0.5, 0.5, 0) }, new QuadraticDiscriminantAnalysis { Priors = ClassPriors.Of(0.5, 0.5, 0) },
                new GaussianNaiveBayes { Priors = ClassPriors.Of(0.5, 0.5, 0) },
            ])
        {
            Assert.DoesNotContain(2, classifier.Fit(x, y, 3).Predict(x));
        }
    }

    private static (Matrix X, int[] Y) Blobs(int rows, int columns, int classes)
    {
        var rng = new Rng(17);
        var x = new Matrix(rows, columns);
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < columns; i++)
            {
                x[row, i] = rng.NextDouble() + rng.NextDouble() + rng.NextDouble() + ((row % classes) * (i == 0 ? 0.7 : (i + row) % classes * 0.4));
            }
        }

        return (x, [.. Enumerable.Range(0, rows).Select(row => row % classes)]);
    }
}
