using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Selection;

/// <summary>Rows with classes to choose classifiers and pipelines on.</summary>
public static class ClassificationData
{
    /// <summary>A matrix and class indices, for classifiers.</summary>
    /// <param name="x">Samples × features; not copied.</param>
    /// <param name="y">A class index in [0, <paramref name="classes"/>) per row.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="groups">A group per row for splitters that keep groups together; null for none.</param>
    /// <param name="metrics">What is computed; null for accuracy.</param>
    /// <exception cref="ArgumentException">Rows, targets or groups differ in number, or a target is no class.</exception>
    public static ClassificationData<IClassifier, IClassifierModel> Of(
        MatrixView x, ReadOnlySpan<int> y, int classes, IReadOnlyList<int>? groups = null, IReadOnlyList<ClassificationMetric>? metrics = null)
    {
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, nameof(ClassificationData));
        var truth = y.ToArray();
        int[] kept = groups is null ? [] : [.. groups];
        return new ClassificationData<IClassifier, IClassifierModel>(
            truth,
            [.. Enumerable.Range(0, classes).Select(Invariant)],
            groups,
            metrics,
            (classifier, rows, token) => Members.Fit(
                classifier, x.TakeRows(rows.Span), SplitInput.Take(truth, rows.Span), classes, [], Members.Take<int>(kept, rows.Span), nameof(ClassificationData), token),
            (model, rows, token) => model.PredictProbabilities(x.TakeRows(rows.Span), token),
            () => FitData.OfClasses(x, truth, classes, []));
    }

    /// <summary>A table, for pipelines.</summary>
    /// <param name="table">Features and target; not copied.</param>
    /// <param name="target">The column with the class: text, booleans or whole numbers, no nulls.</param>
    /// <param name="groups">A group per row for splitters that keep groups together; null for none.</param>
    /// <param name="metrics">What is computed; null for accuracy.</param>
    /// <exception cref="ArgumentException">The target cannot be used, or there is not a group per row.</exception>
    public static ClassificationData<ClassifierPipeline, ClassifierPipelineModel> Of(
        Table table, string target, IReadOnlyList<int>? groups = null, IReadOnlyList<ClassificationMetric>? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var labels = ClassLabels.Read(table, target);
        int[] kept = groups is null ? [] : [.. groups];
        return new ClassificationData<ClassifierPipeline, ClassifierPipelineModel>(
            labels.Indices.ToArray(),
            labels.Classes,
            groups,
            metrics,
            (pipeline, rows, token) => pipeline.Fit(table.TakeRows(rows.Span), target, Members.Take<int>(kept, rows.Span), token),
            (model, rows, token) => Spread(model.Predict(table.TakeRows(rows.Span), token), labels.Classes),
            () => FitData.Of(table, target));
    }

    /// <summary>Probabilities in the columns of all classes, 0 for one that is not in training.</summary>
    private static Matrix Spread(ClassPredictions predictions, IReadOnlyList<string> classes)
    {
        var result = new Matrix(predictions.Probabilities.Rows, classes.Count);
        for (var i = 0; i < classes.Count; i++)
        {
            for (var known = 0; known < predictions.Classes.Count; known++)
            {
                for (var row = 0; row < result.Rows && predictions.Classes[known] == classes[i]; row++)
                {
                    result[row, i] = predictions.Probabilities[row, known];
                }
            }
        }

        return result;
    }

    private static string Invariant(int index) => index.ToString(CultureInfo.InvariantCulture);
}
