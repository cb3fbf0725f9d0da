using Reprise.Core.Matrices;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Bench.Works;

/// <summary>100 rounds of depth 6 for 10 classes on 56,000 images, two workers; the score is accuracy on 14,000 others.</summary>
internal sealed class BoostingMnistWork : IWork
{
    public string Name => "boosting-mnist";

    public void Run(WorkLog log)
    {
        var data = Mnist.Read();
        var booster = new HistogramGradientBoostingClassifier
        {
            Rounds = 100, LearningRate = 0.3, Growth = GrowthPolicy.LevelWise, MaxDepth = 6, MaxLeaves = null, L2 = 1, MinChildWeight = 1, MinSamplesLeaf = 1, MaxWorkers = 2,
        };
        BoostedClassifierModel model = null!;
        Matrix test = null!;
        log.Once(
            "fit",
            () => model = booster.Fit(data.TrainX, data.TrainY, Mnist.Classes),
            () => Scores.Accuracy(data.TestY, model.Predict(test = data.TestX())));
        log.Median("predict", 1, 3, 1, () => model.PredictProbabilities(test));
    }
}
