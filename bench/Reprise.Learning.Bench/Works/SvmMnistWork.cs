using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Svm;

namespace Reprise.Learning.Bench.Works;

/// <summary>
/// 45 RBF machines (C = 10, γ = scale) on the first 10,000 training images, two workers, without calibration on both sides; then with it, which the peer calls
/// <c>probability=True</c>. The scores are accuracies on the first 2,000 test images.
/// </summary>
internal sealed class SvmMnistWork : IWork
{
    public string Name => "svm-mnist";

    public void Run(WorkLog log)
    {
        var data = Mnist.Read();
        var (x, y) = (data.TrainX.View.TakeRows([.. Enumerable.Range(0, 10_000)]), data.TrainY[..10_000]);
        var (test, testY) = (data.TestX().View.TakeRows([.. Enumerable.Range(0, 2_000)]), data.TestY[..2_000]);
        var svm = new SvmClassifier { C = 10, MaxWorkers = 2, Calibration = SvmCalibration.None };
        SvmClassifierModel model = null!;
        int[] predicted = [];
        log.Once("fit", () => model = svm.Fit(x, y, Mnist.Classes));
        log.Once("predict", () => predicted = model.Predict(test), () => Scores.Accuracy(testY, predicted));
        log.Once(
            "fit-calibrated", () => model = (svm with { Calibration = SvmCalibration.Sigmoid }).Fit(x, y, Mnist.Classes), () => Scores.Accuracy(testY, model.Predict(test)));
    }
}
