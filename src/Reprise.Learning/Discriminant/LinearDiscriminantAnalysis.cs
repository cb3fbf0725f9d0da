using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Bayes;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Discriminant;

/// <summary>Normal densities with one covariance for all classes: boundaries are linear (Fisher 1936; Hastie, Tibshirani and Friedman, 4.3).</summary>
/// <remarks>Parameters and defaults mean what scikit-learn's do. O(rows · columns² + columns³) time. Immutable; safe to share between threads.</remarks>
public sealed record LinearDiscriminantAnalysis : IClassifier<LinearDiscriminantAnalysisModel>
{
    /// <summary>How discriminants are found. Default whitening.</summary>
    public DiscriminantSolver Solver { get; init; } = DiscriminantSolver.Whitening;

    /// <summary>How far covariances are shrunk; only with <see cref="DiscriminantSolver.LeastSquares"/>. Default not at all.</summary>
    public CovarianceShrinkage Shrinkage { get; init; } = CovarianceShrinkage.None;

    /// <summary>How probable classes are beforehand. Default as often as they occur.</summary>
    public ClassPriors Priors { get; init; } = ClassPriors.Empirical;

    /// <summary>Deviation, relative to the columns', below which whitening drops a direction, in [0, ∞). Default 1e-4.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <inheritdoc/>
    public LinearDiscriminantAnalysisModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, FitUnseen, cancellationToken);

    private LinearDiscriminantAnalysisModel FitUnseen(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken)
    {
        Require.InRange(Tolerance, 0, double.PositiveInfinity, nameof(LinearDiscriminantAnalysis));
        Require.InRange((int)Solver, 0, (int)DiscriminantSolver.LeastSquares, nameof(LinearDiscriminantAnalysis), nameof(Solver));
        if (Solver == DiscriminantSolver.Whitening && Shrinkage.Strength != 0)
        {
            throw new ArgumentException($"`{nameof(Shrinkage)}` of `{nameof(LinearDiscriminantAnalysis)}` needs the solver {DiscriminantSolver.LeastSquares}.");
        }

        var groups = CentredClasses.Of(x, y, classes, nameof(LinearDiscriminantAnalysis));
        groups.RequireSpread(nameof(LinearDiscriminantAnalysis));
        cancellationToken.ThrowIfCancellationRequested();

        var priors = Priors.For(groups.Sizes(), nameof(LinearDiscriminantAnalysis));
        var coefficients = new Matrix(classes, x.Columns);
        var intercepts = new double[classes];
        if (Solver == DiscriminantSolver.Whitening)
        {
            Whitened(groups, priors, coefficients, intercepts, cancellationToken);
        }
        else
        {
            LeastSquares(groups, priors, coefficients, intercepts, cancellationToken);
        }

        return new LinearDiscriminantAnalysisModel(coefficients, intercepts, priors, groups.Means);
    }

    private void Whitened(CentredClasses groups, double[] priors, Matrix coefficients, double[] intercepts, CancellationToken cancellationToken)
    {
        var directions = DiscriminantDirections.Of(groups, priors, Tolerance, cancellationToken);
        for (var i = 0; i < intercepts.Length; i++)
        {
            var mean = groups.Means.Row(i).ToArray();
            Vectors.AddScaled(-1, directions.Centre, mean);
            for (var at = 0; at < directions.Scalings.Rows; at++)
            {
                var along = Vectors.Dot(mean, directions.Scalings.Row(at));
                Vectors.AddScaled(along, directions.Scalings.Row(at), coefficients.Row(i));
                intercepts[i] -= 0.5 * along * along;
            }

            intercepts[i] -= Vectors.Dot(directions.Centre, coefficients.Row(i));
            intercepts[i] = priors[i] > 0 ? intercepts[i] + PortableMath.Log(priors[i]) : 0;
        }
    }

    private void LeastSquares(CentredClasses groups, double[] priors, Matrix coefficients, double[] intercepts, CancellationToken cancellationToken)
    {
        var covariance = new Matrix(coefficients.Columns, coefficients.Columns);
        for (var i = 0; i < priors.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (groups.Size(i) > 0)
            {
                Vectors.AddScaled(priors[i], Covariances.Shrunk(groups.RowsOf(i), Shrinkage, cancellationToken).Values, covariance.Values);
            }
        }

        groups.Means.Values.CopyTo(coefficients.Values);
        SymmetricSolver.Solve(covariance, coefficients, cancellationToken);
        for (var i = 0; i < intercepts.Length; i++)
        {
            intercepts[i] = priors[i] > 0 ? PortableMath.Log(priors[i]) - (0.5 * Vectors.Dot(groups.Means.Row(i), coefficients.Row(i))) : 0;
        }
    }
}
