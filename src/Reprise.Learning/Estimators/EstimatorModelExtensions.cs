using Reprise.Core.Matrices;

namespace Reprise.Learning.Estimators;

/// <summary>The allocating forms of what fitted models write into a caller's span.</summary>
public static class EstimatorModelExtensions
{
    /// <inheritdoc cref="ITransformerModel.Transform"/>
    public static Matrix Transform(this ITransformerModel model, MatrixView x)
    {
        ArgumentNullException.ThrowIfNull(model);
        var result = new Matrix(x.Rows, model.OutputColumns);
        model.Transform(x, result.Values);
        return result;
    }

    /// <inheritdoc cref="IClassifierModel.PredictProbabilities"/>
    public static Matrix PredictProbabilities(this IClassifierModel model, MatrixView x, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var result = new Matrix(x.Rows, model.ClassCount);
        model.PredictProbabilities(x, result.Values, cancellationToken);
        return result;
    }

    /// <summary>The most probable class index per row; the lowest index among equals.</summary>
    public static int[] Predict(this IClassifierModel model, MatrixView x, CancellationToken cancellationToken = default) =>
        MostProbable(PredictProbabilities(model, x, cancellationToken));

    /// <inheritdoc cref="IRegressorModel.Predict"/>
    public static double[] Predict(this IRegressorModel model, MatrixView x, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var result = new double[x.Rows];
        model.Predict(x, result, cancellationToken);
        return result;
    }

    /// <inheritdoc cref="IClustererModel.Predict"/>
    public static int[] Predict(this IClustererModel model, MatrixView x, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var result = new int[x.Rows];
        model.Predict(x, result, cancellationToken);
        return result;
    }

    /// <summary>The column of the largest value per row; the first among equals.</summary>
    public static int[] MostProbable(MatrixView probabilities)
    {
        var classes = new int[probabilities.Rows];
        for (var row = 0; row < classes.Length; row++)
        {
            var values = probabilities.Row(row);
            var best = 0;
            for (var i = 1; i < values.Length; i++)
            {
                best = values[i] > values[best] ? i : best;
            }

            classes[row] = best;
        }

        return classes;
    }
}
