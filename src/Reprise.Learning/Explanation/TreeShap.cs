using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Explanation;

/// <summary>
/// Exact Shapley values of trees and sums of trees (Lundberg, Erion and Lee 2018; Lundberg et al. 2020, path-dependent TreeSHAP): a feature that is left
/// out of a coalition sends a row both ways, by the weight of the training rows that went there.
/// </summary>
/// <remarks>
/// <para>Decision trees, random forests and extra trees: of a classifier the probability of each class, of a regressor the value. Boosted trees, imported ones
/// too: the scores before the logistic function, softmax or exponential, one for two classes, else one per class, as XGBoost's <c>pred_contribs</c>.
/// Missing values and categories take the way they take in a prediction.</para>
/// <para>A leaf's part is a sum over coalitions of the features above it. The coalition weights are integrals of t^k (1 − t)^(d − 1 − k), so that the sum is the
/// integral of a product with a factor per feature, which Gauss–Legendre quadrature gives exactly: no term cancels another, however deep the tree.
/// O(rows · leaves · depth²) time at most; a result per row that does not depend on the number of workers.</para>
/// </remarks>
public static class TreeShap
{
    /// <summary>Rows that a worker takes at a time.</summary>
    private const int BlockRows = 16;

    /// <summary>Explains a classifier.</summary>
    /// <param name="model">A decision tree, random forest, extra trees or boosted trees.</param>
    /// <param name="x">Samples × features.</param>
    /// <param name="maxWorkers">Most blocks of rows at once, at least 1; null for one per processor. Does not change the result.</param>
    /// <param name="cancellationToken">Looked at once per block of rows.</param>
    /// <exception cref="ArgumentException">The model is not made of trees, or the rows do not fit it.</exception>
    /// <exception cref="RepriseException">The model was saved without the weights of its nodes.</exception>
    public static ShapValues Explain(IClassifierModel model, MatrixView x, int? maxWorkers = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model switch
        {
            DecisionTreeClassifierModel tree => Of(tree.Fitted, x, maxWorkers, cancellationToken),
            RandomForestClassifierModel forest => Of(forest.Fitted, x, maxWorkers, cancellationToken),
            ExtraTreesClassifierModel forest => Of(forest.Fitted, x, maxWorkers, cancellationToken),
            BoostedClassifierModel boosted => Of(boosted.Ensemble, x, maxWorkers, cancellationToken),
            _ => throw NoTrees(model),
        };
    }

    /// <summary>Explains a regressor.</summary>
    /// <inheritdoc cref="Explain(IClassifierModel, MatrixView, int?, CancellationToken)"/>
    public static ShapValues Explain(IRegressorModel model, MatrixView x, int? maxWorkers = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model switch
        {
            DecisionTreeRegressorModel tree => Of(tree.Fitted, x, maxWorkers, cancellationToken),
            RandomForestRegressorModel forest => Of(forest.Fitted, x, maxWorkers, cancellationToken),
            ExtraTreesRegressorModel forest => Of(forest.Fitted, x, maxWorkers, cancellationToken),
            BoostedRegressorModel boosted => Of(boosted.Ensemble, x, maxWorkers, cancellationToken),
            _ => throw NoTrees(model),
        };
    }

    private static ShapValues Of(FittedTrees fitted, MatrixView x, int? maxWorkers, CancellationToken cancellationToken)
    {
        Require.Columns(x, fitted.Importances.Length, nameof(TreeShap));
        Require.Finite(x);
        if (!Array.TrueForAll(fitted.Trees, tree => tree.HasWeights))
        {
            throw NoWeights();
        }

        var outputs = fitted.Trees[0].Outputs;
        return Sum(Array.ConvertAll(fitted.Trees, tree => (ShapTree)new PlainShapTree(tree, x.Columns)), x, outputs, new double[outputs], fitted.Trees.Length, maxWorkers, cancellationToken);
    }

    private static ShapValues Of(TreeEnsemble ensemble, MatrixView x, int? maxWorkers, CancellationToken cancellationToken)
    {
        ensemble.Check(x, nameof(TreeShap));
        if (!ensemble.HasWeights)
        {
            throw NoWeights();
        }

        var trees = new ShapTree[ensemble.Trees.Length];
        for (var i = 0; i < trees.Length; i++)
        {
            trees[i] = new BoostedShapTree(ensemble.Trees[i], x.Columns, i % ensemble.Outputs);
        }

        return Sum(trees, x, ensemble.Outputs, ensemble.Starts.ToArray(), 1, maxWorkers, cancellationToken);
    }

    /// <summary>Adds what the trees give in their order, and divides by <paramref name="divisor"/>.</summary>
    private static ShapValues Sum(ShapTree[] trees, MatrixView x, int outputs, double[] bases, double divisor, int? maxWorkers, CancellationToken cancellationToken)
    {
        Require.InRange(maxWorkers ?? 1, 1, int.MaxValue, nameof(TreeShap), nameof(maxWorkers));
        var values = ShapValues.Allocate(x.Rows, x.Columns, outputs, nameof(TreeShap));
        var (nodes, depth, order) = (1, 0, 1);
        foreach (var tree in trees)
        {
            tree.AddMean(bases.AsSpan(tree.FirstOutput));
            (nodes, depth, order) = (Math.Max(nodes, tree.NodeCount), Math.Max(depth, tree.Depth), Math.Max(order, tree.Order));
        }

        var rules = ShapQuadrature.UpTo(order);
        var width = x.Columns * outputs;
        Workers.Run(
            (x.Rows + BlockRows - 1) / BlockRows,
            maxWorkers,
            block =>
            {
                var walk = new ShapWalk(rules, nodes, depth, x.Columns, outputs);
                var (from, to) = (block * BlockRows, Math.Min((block + 1) * BlockRows, x.Rows));
                foreach (var tree in trees)
                {
                    for (var row = from; row < to; row++)
                    {
                        walk.Add(tree, x.Row(row), values.AsSpan(row * width, width));
                    }
                }
            },
            cancellationToken);
        foreach (ref var value in values.AsSpan())
        {
            value /= divisor;
        }

        return new ShapValues(x.Rows, x.Columns, Array.ConvertAll(bases, value => value / divisor), values);
    }

    private static ArgumentException NoTrees(object model) =>
        new($"`{nameof(TreeShap)}` explains decision trees, random forests, extra trees and boosted trees, and not a {model.GetType().Name}; use `{nameof(PermutationImportance)}`.", nameof(model));

    private static RepriseException NoWeights() =>
        new(ErrorCode.InvalidState, "The model was saved without the weights of its tree nodes, as older versions did, and cannot be explained; fit it again and save it.");
}
