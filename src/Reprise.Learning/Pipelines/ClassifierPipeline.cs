using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Pipelines;

/// <summary>Table in, classes out: chooses columns, runs preprocessing steps, fits a classifier. Everything is learned from the rows given to <c>Fit</c> only.</summary>
/// <remarks>Immutable; <c>with</c> makes variants.</remarks>
public sealed record ClassifierPipeline
{
    /// <summary>How columns become features. Default every number column but the target, as it is.</summary>
    public ITableEncoder Columns { get; init; } = new NumericSelector();

    /// <summary>Preprocessing steps, in order. Default none.</summary>
    public IReadOnlyList<IPreprocessor> Steps { get; init; } = [];

    /// <summary>The classifier after the last step.</summary>
    public required IClassifier Classifier { get; init; }

    /// <summary>A number column with the weight of each row in training, never a feature; the classifier must take weights. Default none.</summary>
    public string? WeightColumn { get; init; }

    /// <summary>Learns columns, steps and classifier from the rows of <paramref name="table"/>.</summary>
    /// <param name="table">Features and target.</param>
    /// <param name="target">The column with the class: text, booleans or whole numbers, no nulls.</param>
    /// <param name="cancellationToken">Looked at between and within steps.</param>
    /// <exception cref="ArgumentException">The target or a feature cannot be used, or a parameter is out of range.</exception>
    public ClassifierPipelineModel Fit(Table table, string target, CancellationToken cancellationToken = default) => Fit(table, target, [], cancellationToken);

    /// <summary>Learns columns, steps and classifier from the rows of <paramref name="table"/>, and keeps groups of rows together where the classifier splits rows itself.</summary>
    /// <param name="table">Features and target.</param>
    /// <param name="target">As above.</param>
    /// <param name="groups">A group per row, see <see cref="Selection.DuplicateGroups"/>; empty for none.</param>
    /// <param name="cancellationToken">Looked at between and within steps.</param>
    /// <exception cref="ArgumentException">The target or a feature cannot be used, there is not a group per row, or a parameter is out of range.</exception>
    public ClassifierPipelineModel Fit(Table table, string target, IReadOnlyList<int> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(groups);
        return FitObservation.Run(this, () => FitData.Of(table, target), () => FitUnseen(table, target, [.. groups], cancellationToken));
    }

    /// <summary>Learns steps and classifier from rows that are a matrix already (images, say); the fitted pipeline reads a column of doubles per feature.</summary>
    /// <remarks>Needs no copy of the data as a table. <see cref="Columns"/> and <see cref="WeightColumn"/> play no part.</remarks>
    /// <param name="x">Samples × features.</param>
    /// <param name="columns">A name per feature, each once.</param>
    /// <param name="y">A class index per row.</param>
    /// <param name="classes">The class labels, sorted ordinally.</param>
    /// <param name="target">What the predicted column is called.</param>
    /// <param name="cancellationToken">Looked at between and within steps.</param>
    /// <exception cref="ArgumentException">Names, labels or data break a rule, or a parameter is out of range.</exception>
    public ClassifierPipelineModel Fit(
        MatrixView x, IReadOnlyList<string> columns, ReadOnlySpan<int> y, IReadOnlyList<string> classes, string target, CancellationToken cancellationToken = default)
    {
        Require.Names(columns, x.Columns);
        Require.SameRows(x, y.Length);
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(classes);
        if (columns.Distinct(StringComparer.Ordinal).Count() != columns.Count || columns.Contains(target, StringComparer.Ordinal))
        {
            throw new ArgumentException($"Each feature needs a name of its own, other than the target's '{target}'.", nameof(columns));
        }

        if (classes.Count < 2 || classes.Zip(classes.Skip(1)).Any(pair => string.CompareOrdinal(pair.First, pair.Second) >= 0))
        {
            throw new ArgumentException("Class labels must be at least two, each once, sorted ordinally.", nameof(classes));
        }

        var indices = y.ToArray();
        return FitObservation.Run(
            this, () => FitData.OfClasses(x, columns, indices, classes, target), () => FitUnseen(x, columns, indices, classes, target, cancellationToken));
    }

    private ClassifierPipelineModel FitUnseen(
        MatrixView x, IReadOnlyList<string> columns, int[] y, IReadOnlyList<string> classes, string target, CancellationToken cancellationToken)
    {
        var encoder = new NumericSelectorModel([.. columns.Select(name => new InputColumn(name, ColumnType.Double))]);
        var (steps, features) = FittedSteps.Fit(encoder, x, Steps, new PipelineTarget(y, classes.Count, null), cancellationToken);
        return new ClassifierPipelineModel(target, classes, steps, Classifier.Fit(features, y, classes.Count, cancellationToken));
    }

    private ClassifierPipelineModel FitUnseen(Table table, string target, int[] groups, CancellationToken cancellationToken)
    {
        Members.CheckGroups(groups, table.RowCount);
        var labels = ClassLabels.Read(table, target);
        var weights = PipelineTarget.Weights(table, WeightColumn);
        var (steps, x) = FittedSteps.Fit(
            Columns,
            Steps,
            WeightColumn is null ? table.Without(target) : table.Without(target, WeightColumn),
            new PipelineTarget(labels.Indices.ToArray(), labels.Classes.Count, null),
            cancellationToken);
        if (WeightColumn is not null && Classifier is not IWeightedClassifier)
        {
            throw new ArgumentException($"`{Classifier.GetType().Name}` takes no row weights; leave `{nameof(WeightColumn)}` out.", nameof(table));
        }

        var classifier = Members.Fit(Classifier, x, labels.Indices, labels.Classes.Count, weights, groups, nameof(ClassifierPipeline), cancellationToken);
        return new ClassifierPipelineModel(target, labels.Classes, steps, classifier);
    }
}
