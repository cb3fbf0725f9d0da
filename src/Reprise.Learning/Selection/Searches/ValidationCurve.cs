using System.Globalization;
using Reprise.Core.Errors;

namespace Reprise.Learning.Selection.Searches;

/// <summary>How candidates do on the rows they were fitted on and on others: where one parameter begins to memorise.</summary>
/// <remarks>Immutable; safe to share between threads.</remarks>
public sealed record ValidationCurve<TEstimator>
    where TEstimator : class
{
    /// <summary>What is compared: usually a <see cref="Grid{TEstimator}"/> of one parameter; at least one.</summary>
    public required IReadOnlyList<Candidate<TEstimator>> Candidates { get; init; }

    /// <inheritdoc cref="GridSearch{TEstimator}.Splitter"/>
    public ISplitter Splitter { get; init; } = new AutoKFold();

    /// <inheritdoc cref="GridSearch{TEstimator}.MaxWorkers"/>
    public int? MaxWorkers { get; init; }

    /// <summary>A point per candidate, in order.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, or a candidate cannot be fitted or rated.</exception>
    public IReadOnlyList<CurvePoint> Run<TModel>(ISelectionData<TEstimator, TModel> data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.InRange(Candidates.Count, 1, int.MaxValue, nameof(ValidationCurve<>), nameof(Candidates));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(ValidationCurve<>), nameof(MaxWorkers));

        (ReadOnlyMemory<int>, ReadOnlyMemory<int>)[] folds = [.. Splitter.Split(data.Rows).Select(fold => (fold.TrainMemory, fold.TestMemory))];
        return CurveRunner.Run(data, [.. Candidates.Select((candidate, i) => (i, (string?)Text(candidate), candidate.Estimator, folds))], MaxWorkers, cancellationToken);
    }

    private static string Text(Candidate<TEstimator> candidate) =>
        string.Join(", ", candidate.Parameters.Select(parameter => Convert.ToString(parameter.Value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "null"));
}
