using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Calibration;

/// <summary>Makes the probabilities of a classifier mean what they say: curves from its probabilities to how often a class is right, learned on rows it did not see.</summary>
/// <remarks>
/// With more than two classes there is a curve per class against the rest, and the results are scaled to sum 1 (Zadrozny and Elkan 2002).
/// O(folds) fits. Immutable; safe to share between threads.
/// </remarks>
public sealed record CalibratedClassifier : IClassifier<CalibratedClassifierModel>, IGroupedClassifier
{
    /// <summary>What is calibrated. Default a random forest.</summary>
    public IClassifier Classifier { get; init; } = new RandomForestClassifier();

    /// <summary>The kind of curve. Default sigmoid.</summary>
    public CalibrationMethod Method { get; init; } = CalibrationMethod.Sigmoid;

    /// <summary>Which rows fit the classifier and which the curves; with <see cref="Ensemble"/> off each row is tested exactly once. Default five folds, stratified, with groups together where groups are given, shuffled with seed 0.</summary>
    public ISplitter Splitter { get; init; } = new AutoKFold { ShuffleSeed = 0 };

    /// <summary>Whether each fold's classifier is kept with its own curves and probabilities are averaged, or one classifier is fitted on all rows with curves of out-of-fold probabilities. Default true.</summary>
    public bool Ensemble { get; init; } = true;

    /// <inheritdoc/>
    public CalibratedClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) => Fit(x, y, classes, [], [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit"/>
    public CalibratedClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, weights, [], cancellationToken);

    /// <inheritdoc cref="IGroupedClassifier.Fit"/>
    public CalibratedClassifierModel Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken = default)
    {
        var kept = groups.ToArray();
        return FitObservation.Run(this, x, y, classes, weights, (rows, targets, count, rowWeights, token) => FitUnseen(rows, targets, count, rowWeights, kept, token), cancellationToken);
    }

    IClassifierModel IWeightedClassifier.Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, [], cancellationToken);

    IClassifierModel IGroupedClassifier.Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, groups, cancellationToken);

    private CalibratedClassifierModel FitUnseen(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken)
    {
        Require.InRange((int)Method, 0, (int)CalibrationMethod.Isotonic, nameof(CalibratedClassifier), nameof(Method));
        Members.Check(Classifier, nameof(CalibratedClassifier), nameof(Classifier));
        Members.Check(Splitter, nameof(CalibratedClassifier), nameof(Splitter));
        Require.NotEmpty(x, nameof(CalibratedClassifier));
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, nameof(CalibratedClassifier));
        Require.Weights(weights, x.Rows);
        Members.CheckGroups(groups, x.Rows);
        if (Members.Weighted(weights) is { } present)
        {
            return FitUnseen(
                x.TakeRows(present), Members.Take(y, present), classes, Members.Take(weights, present), Members.Take(groups, present), cancellationToken);
        }
        cancellationToken.ThrowIfCancellationRequested();

        var input = SplitInput.OfClasses(y);
        input = groups.IsEmpty ? input : input.WithGroups(groups);
        if (!Ensemble)
        {
            var once = OutOfFold.Folds(Splitter, input, nameof(CalibratedClassifier));
            var probabilities = OutOfFold.Probabilities(Classifier, x, y, classes, weights, groups, once, nameof(CalibratedClassifier), cancellationToken);
            return new CalibratedClassifierModel(
                [Members.Fit(Classifier, x, y, classes, weights, groups, nameof(CalibratedClassifier), cancellationToken)], [Curves(Method, probabilities, y, weights)]);
        }

        var models = new List<IClassifierModel>();
        var curves = new List<CalibrationCurve[]>();
        var folds = Splitter.Split(input);
        OutOfFold.CheckClasses(folds, input, nameof(CalibratedClassifier));
        foreach (var fold in folds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var model = Members.Fit(
                Classifier,
                x.TakeRows(fold.Train),
                Members.Take(y, fold.Train),
                classes,
                Members.Take(weights, fold.Train),
                Members.Take(groups, fold.Train),
                nameof(CalibratedClassifier),
                cancellationToken);
            models.Add(model);
            curves.Add(Curves(
                Method, model.PredictProbabilities(x.TakeRows(fold.Test), cancellationToken), Members.Take(y, fold.Test), Members.Take(weights, fold.Test)));
        }

        return new CalibratedClassifierModel(models, curves);
    }

    /// <summary>Calibrates a model that is fitted already, on rows that it did not see.</summary>
    /// <param name="model">What is calibrated; it is kept as it is.</param>
    /// <param name="x">Samples × features, not those it was fitted on.</param>
    /// <param name="y">A class index of the model per row; at least two occur.</param>
    /// <param name="method">The kind of curve. Default sigmoid.</param>
    /// <param name="cancellationToken">Looked at within predicting.</param>
    /// <exception cref="ArgumentException">Rows and targets differ in number, a target is no class, or the columns are not the model's.</exception>
    public static CalibratedClassifierModel Calibrate(
        IClassifierModel model, MatrixView x, ReadOnlySpan<int> y, CalibrationMethod method = CalibrationMethod.Sigmoid, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        Require.SameRows(x, y.Length);
        Require.Classes(y, model.ClassCount, nameof(CalibratedClassifier));

        return new CalibratedClassifierModel([model], [Curves(method, model.PredictProbabilities(x, cancellationToken), y, [])]);
    }

    /// <summary>A curve per class; of two classes, of the second.</summary>
    private static CalibrationCurve[] Curves(CalibrationMethod method, MatrixView probabilities, ReadOnlySpan<int> y, ReadOnlySpan<double> weights)
    {
        var first = probabilities.Columns == 2 ? 1 : 0;
        var curves = new CalibrationCurve[probabilities.Columns - first];
        var scores = new double[y.Length];
        var kinds = new bool[y.Length];
        for (var i = 0; i < curves.Length; i++)
        {
            probabilities.CopyColumn(i + first, scores);
            for (var row = 0; row < kinds.Length; row++)
            {
                kinds[row] = y[row] == i + first;
            }

            curves[i] = CalibrationCurve.Fit(method, scores, kinds, weights);
        }

        return curves;
    }
}
