using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Bench.Works;

/// <summary>120 trees of depth 20 on 56,000 images, two workers; the scores are accuracy (fit) and macro F1 (predict) on 14,000 others.</summary>
internal sealed class MnistForestWork : IWork
{
    public string Name => "mnist-forest";

    public void Run(WorkLog log)
    {
        var data = Mnist.Read();
        var forest = new RandomForestClassifier { Trees = 120, MaxDepth = 20, Seed = 42, MaxWorkers = 2 };
        RandomForestClassifierModel model = null!;
        Matrix test = null!;
        log.Once(
            "fit",
            () => model = forest.Fit(data.TrainX, data.TrainY, Mnist.Classes),
            () => Scores.Accuracy(data.TestY, model.Predict(test = data.TestX())));
        log.Median("predict", 1, 5, 1, () => model.PredictProbabilities(test), () => Scores.MacroF1(data.TestY, model.Predict(test), Mnist.Classes));
        var row = test.View.TakeRows([7]);
        log.Median("predict-row", 200, 51, 100, () => model.PredictProbabilities(row));
    }
}
