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

        CheckClasses(folds, input, owner);
        return times == input.Rows && !tested.Contains(false)
            ? folds
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`Splitter` of `{owner}` must test each row exactly once, as {nameof(KFold)} does. `{splitter.GetType().Name}` tests {times} rows of {input.Rows}."),
                nameof(splitter));
    }

    /// <summary>Each fold trains on two classes at least; a class with few rows may be missing in one.</summary>
    /// <exception cref="ArgumentException">A fold does not; the message says which class is rare.</exception>
    public static void CheckClasses(IReadOnlyList<Fold> folds, SplitInput input, string owner)
    {
        if (input.Classes.IsEmpty)
        {
            return;
        }

        for (var i = 0; i < folds.Count; i++)
        {
            var only = folds[i].Train.IsEmpty ? -1 : input.Classes[folds[i].Train[0]];
            var varied = false;
            foreach (var row in folds[i].Train)
            {
                varied |= input.Classes[row] != only;
            }

            if (!varied)
            {
                var counts = SplitInput.Count(input.Classes);
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{owner}` splits its rows into {folds.Count} folds, and fold {i} has rows of one class only to train on: the rarest class has {counts.Min()} of {input.Rows} rows. Give `Splitter` fewer folds, or gather more rows of that class."));
            }
        }
    }

    /// <summary>Rows × classes.</summary>
    public static Matrix Probabilities(
        IClassifier classifier,
        MatrixView x,
        ReadOnlySpan<int> y,
        int classes,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<int> groups,
        IReadOnlyList<Fold> folds,
        string owner,
        CancellationToken cancellationToken)
    {
        var result = new Matrix(x.Rows, classes);
        foreach (var fold in folds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var model = Members.Fit(
                classifier, x.TakeRows(fold.Train), Members.Take(y, fold.Train), classes, Members.Take(weights, fold.Train), Members.Take(groups, fold.Train), owner, cancellationToken);
            var predicted = model.PredictProbabilities(x.TakeRows(fold.Test), cancellationToken);
            for (var at = 0; at < predicted.Rows; at++)
            {
                predicted.Row(at).CopyTo(result.Row(fold.Test[at]));
            }
        }

        return result;
    }

    /// <summary>A value per row.</summary>
    public static double[] Values(
        IRegressor regressor,
        MatrixView x,
        ReadOnlySpan<double> y,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<int> groups,
        IReadOnlyList<Fold> folds,
        string owner,
        CancellationToken cancellationToken)
    {
        var result = new double[x.Rows];
        foreach (var fold in folds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var model = Members.Fit(
                regressor, x.TakeRows(fold.Train), Members.Take(y, fold.Train), Members.Take(weights, fold.Train), Members.Take(groups, fold.Train), owner, cancellationToken);
            var predicted = model.Predict(x.TakeRows(fold.Test), cancellationToken);
            for (var at = 0; at < predicted.Length; at++)
            {
                result[fold.Test[at]] = predicted[at];
            }
        }

        return result;
    }
}
