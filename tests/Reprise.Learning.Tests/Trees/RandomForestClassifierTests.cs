using Reprise.Learning.Estimators;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Trees;

public sealed class RandomForestClassifierTests
{
    [Fact]
    public void Fit_OnIris_LearnsItsTrainingRows()
    {
        var set = GoldenSet.Load("iris");

        var model = new RandomForestClassifier { Trees = 50 }.Fit(set.X, set.Y, 3);

        Assert.Equal(set.Y, model.Predict(set.X));
        Assert.Equal(1, model.FeatureImportances.ToArray().Sum(), 12);
        Assert.True(model.FeatureImportances[2] + model.FeatureImportances[3] > 0.7, "Petals tell iris species apart.");
    }

    [Fact]
    public void Fit_WithAnyNumberOfWorkers_GivesTheSameProbabilities()
    {
        var set = GoldenSet.Load("turkish");
        var forest = new RandomForestClassifier { Trees = 40, Seed = 7 };

        var one = (forest with { MaxWorkers = 1 }).Fit(set.X, set.Y, 4).PredictProbabilities(set.X);
        var many = (forest with { MaxWorkers = 8 }).Fit(set.X, set.Y, 4).PredictProbabilities(set.X);

        Assert.Equal(one.Values, many.Values);
    }
}
