using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Features;

/// <summary>A fitted <see cref="PolynomialFeatures"/>.</summary>
public sealed class PolynomialFeaturesModel : ITransformerModel
{
    internal PolynomialFeaturesModel(PolynomialTerms terms) => Terms = terms;

    /// <inheritdoc/>
    public int InputColumns => Terms.Columns;

    /// <inheritdoc/>
    public int OutputColumns => Terms.Parents.Length;

    internal PolynomialTerms Terms { get; }

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination)
    {
        Require.Columns(x, InputColumns, nameof(PolynomialFeatures));
        Require.Destination(destination, (long)x.Rows * OutputColumns);
        Require.Finite(x);

        var (parents, factors) = (Terms.Parents, Terms.Factors);
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            var result = destination.Slice(row * parents.Length, parents.Length);
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = factors[i] < 0 ? 1
                    : parents[i] < 0 ? values[factors[i]]
                    : ColumnStatistics.Saturate(result[parents[i]] * values[factors[i]]);
            }
        }
    }

    /// <summary>The factors with their powers: <c>1</c>, <c>a</c>, <c>a^2</c>, <c>a b</c>.</summary>
    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames(IReadOnlyList<string> inputs)
    {
        Require.Names(inputs, InputColumns);
        return [.. Enumerable.Range(0, OutputColumns).Select(term => Terms.Name(term, inputs))];
    }
}
