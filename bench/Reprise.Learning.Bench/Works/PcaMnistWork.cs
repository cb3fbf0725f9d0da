using Reprise.Learning.Decomposition;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Bench.Works;

/// <summary>The first 50 principal components of the 56,000 training images, two workers, all exact here; the peer's fastest solver is the randomized one. The score is their share of the variance.</summary>
internal sealed class PcaMnistWork : IWork
{
    public string Name => "pca-mnist";

    public void Run(WorkLog log)
    {
        var x = Mnist.Read().TrainX;
        PcaModel model = null!;
        log.Once("fit", () => model = new Pca { Components = 50, MaxWorkers = 2 }.Fit(x), () => model.ExplainedVarianceRatio.ToArray().Sum());
        log.Median("transform", 1, 3, 1, () => model.Transform(x));
    }
}
