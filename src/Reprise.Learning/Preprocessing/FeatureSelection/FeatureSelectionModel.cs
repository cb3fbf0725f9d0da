using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.FeatureSelection;

/// <summary>A fitted <see cref="SelectKBest"/> or <see cref="SelectPercentile"/>: some of the columns, in their order.</summary>
public sealed class FeatureSelectionModel : ITransformerModel
{
    private readonly FeatureScores _scores;
    private readonly int[] _selected;

    internal FeatureSelectionModel(FeatureScores scores, int[] selected) => (_scores, _selected) = (scores, selected);

    /// <summary>The score of each column, finite; 0 for a constant column.</summary>
    public ReadOnlySpan<double> Scores => _scores.Scores;

    /// <summary>The probability of such a score, or a higher one, of a column that has nothing to do with the target; empty for scores without.</summary>
    public ReadOnlySpan<double> PValues => _scores.PValues;

    /// <summary>The columns kept, ascending.</summary>
    public ReadOnlySpan<int> Selected => _selected;

    /// <inheritdoc/>
    public int InputColumns => _scores.Scores.Length;

    /// <inheritdoc/>
    public int OutputColumns => _selected.Length;

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination) =>
        ColumnSubset.Copy(x, InputColumns, _selected, destination, nameof(FeatureSelection));

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames(IReadOnlyList<string> inputs) => ColumnSubset.Names(inputs, InputColumns, _selected);

    internal static void RequireClasses(MatrixView x, ReadOnlySpan<int> y, int classes, string owner)
    {
        Require.NotEmpty(x, owner, rows: 2);
        Require.SameRows(x, y.Length);
        Require.Finite(x);
        Require.Classes(y, classes, owner);
    }

    internal static void RequireValues(MatrixView x, ReadOnlySpan<double> y, string owner)
    {
        Require.NotEmpty(x, owner, rows: 2);
        Require.SameRows(x, y.Length);
        Require.Finite(x);
        Require.FiniteTargets(y);
    }
}
