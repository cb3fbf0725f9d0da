using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Ensembles;

/// <summary>Predictions of each row by a model that did not see it.</summary>
internal static class OutOfFold
{
    /// <summary>Folds that test each row exactly once.</summary>
    /// <exception cref="ArgumentException">The splitter's folds do not.</exception>
    public static IReadOnlyList<Fold> Folds(ISplitter splitter, SplitInput input, string owner)
    {
        var folds = splitter.Split(input);
        var tested = new bool[input.Rows];
        var times = 0;
        foreach (var fold in folds)
        {
            foreach (var row in fold.Test)
            {
                tested[row] = true;
                times++;
            }
        }

        return times == input.Rows && !tested.Contains(false)
            ? folds
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`Splitter` of `{owner}` must test each row exactly once, as {nameof(KFold)} does. `{splitter.GetType().Name}` tests {times} rows of {input.Rows}."),
                nameof(splitter));
    }

    /// <summary>Rows × classes.</summary>
    public static Matrix Probabilities(
        IClassifier classifier, MatrixView x, ReadOnlySpan<int> y, int classes, IReadOnlyList<Fold> folds, CancellationToken cancellationToken)
    {
        var result = new Matrix(x.Rows, classes);
        foreach (var fold in folds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var model = classifier.Fit(x.TakeRows(fold.Train), SplitInput.Take(y, fold.Train), classes, cancellationToken);
            var predicted = model.PredictProbabilities(x.TakeRows(fold.Test), cancellationToken);
            for (var at = 0; at < predicted.Rows; at++)
            {
                predicted.Row(at).CopyTo(result.Row(fold.Test[at]));
            }
        }

        return result;
    }

    /// <summary>A value per row.</summary>
    public static double[] Values(IRegressor regressor, MatrixView x, ReadOnlySpan<double> y, IReadOnlyList<Fold> folds, CancellationToken cancellationToken)
    {
        var result = new double[x.Rows];
        foreach (var fold in folds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var model = regressor.Fit(x.TakeRows(fold.Train), RegressionData.Take(y, fold.Train), cancellationToken);
            var predicted = model.Predict(x.TakeRows(fold.Test), cancellationToken);
            for (var at = 0; at < predicted.Length; at++)
            {
                result[fold.Test[at]] = predicted[at];
            }
        }

        return result;
    }
}
