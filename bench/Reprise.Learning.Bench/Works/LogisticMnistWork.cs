using Reprise.Learning.Estimators;
using Reprise.Learning.Linear;

namespace Reprise.Learning.Bench.Works;

/// <summary>
/// Softmax regression with L2 penalty (C = 1) on the 56,000 training images, two workers. <c>fit-loss</c> stops at the training objective the peer reaches
/// in its 100 default iterations, and its score is that objective per row; <c>fit</c> runs to the default tolerance and is scored by test accuracy.
/// </summary>
internal sealed class LogisticMnistWork : IWork
{
    /// <summary>Iterations after which the objective is below that of 100 iterations of the peer.</summary>
    private const int IterationsToThePeersLoss = 40;

    public string Name => "logistic-mnist";

    public void Run(WorkLog log)
    {
        var data = Mnist.Read();
        var parameters = new LogisticRegression { MaxWorkers = 2 };
        LogisticRegressionModel model = null!;
        log.Once(
            "fit-loss", () => model = (parameters with { MaxIterations = IterationsToThePeersLoss, Tolerance = 0 }).Fit(data.TrainX, data.TrainY, Mnist.Classes), () => Objective(model, data));
        log.Once("fit", () => model = parameters.Fit(data.TrainX, data.TrainY, Mnist.Classes), () => Scores.Accuracy(data.TestY, model.Predict(data.TestX())));
    }

    private static double Objective(LogisticRegressionModel model, Mnist data)
    {
        var probabilities = model.PredictProbabilities(data.TrainX);
        var loss = 0.0;
        for (var row = 0; row < probabilities.Rows; row++)
        {
            loss -= Math.Log(probabilities[row, data.TrainY[row]]);
        }

        foreach (var value in model.Coefficients.Values)
        {
            loss += 0.5 * value * value;
        }

        return loss / probabilities.Rows;
    }
}
