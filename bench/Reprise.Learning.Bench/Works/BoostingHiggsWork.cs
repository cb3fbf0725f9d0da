using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;

namespace Reprise.Learning.Bench.Works;

/// <summary>100 rounds of depth 6 on 800,000 rows × 28, two workers; the score is the area under the ROC curve on 100,000 others.</summary>
internal sealed class BoostingHiggsWork : IWork
{
    public string Name => "boosting-higgs";

    public void Run(WorkLog log)
    {
        var data = MadeTable.Read();
        var booster = new HistogramGradientBoostingClassifier
        {
            Rounds = 100, LearningRate = 0.1, Growth = GrowthPolicy.LevelWise, MaxDepth = 6, MaxLeaves = null, L2 = 1, MinChildWeight = 1, MinSamplesLeaf = 1, MaxWorkers = 2,
        };
        BoostedClassifierModel model = null!;
        log.Once("fit", () => model = booster.Fit(data.TrainX, data.TrainY, 2), () => RocAuc.OfClass(data.TestY, model.PredictProbabilities(data.TestX), 1).Area);
        log.Median("predict", 1, 3, 1, () => model.PredictProbabilities(data.TestX));
    }
}
