using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Linear;

/// <summary>
/// Minimises ½‖y − Xw‖² + lasso · ‖w‖₁ + ½ ridge · ‖w‖² one coefficient after the other (Friedman, Hastie and Tibshirani 2010), with Xᵀ(y − Xw) kept up to
/// date by the Gram matrix, or y − Xw by the columns when there are fewer rows than columns.
/// </summary>
internal sealed class CoordinateDescent
{
    private readonly Matrix _gramOrColumns;
    private readonly bool _byGram;
    private readonly double[] _products;       // Xᵀy
    private readonly double[] _state;          // Xᵀ(y − Xw), or y − Xw
    private readonly double[] _squares;        // of columns
    private readonly double[] _coefficients;
    private readonly double _lasso;
    private readonly double _ridge;
    private readonly double _targetSquares;

    private CoordinateDescent(WeightedRows rows, double lasso, double ridge)
    {
        (_lasso, _ridge, _targetSquares) = (lasso, ridge, rows.YSquares);
        _coefficients = new double[rows.Columns];
        _squares = new double[rows.Columns];
        var ones = new double[rows.Columns];
        ones.AsSpan().Fill(1);
        _byGram = rows.Columns <= rows.Rows;
        _products = rows.Gradient(ones, _coefficients);
        if (_byGram)
        {
            _gramOrColumns = rows.Gram(ones);
            _state = [.. _products];
        }
        else
        {
            var all = rows.All(ones);
            _gramOrColumns = new Matrix(rows.Columns, rows.Rows);
            for (var i = 0; i < rows.Columns; i++)
            {
                all.View.CopyColumn(i, _gramOrColumns.Row(i));
            }

            _state = rows.Targets();
        }

        for (var i = 0; i < _squares.Length; i++)
        {
            _squares[i] = _byGram ? _gramOrColumns[i, i] : Vectors.Dot(_gramOrColumns.Row(i), _gramOrColumns.Row(i));
        }
    }

    /// <summary>Strengths are those beside half the mean of squares.</summary>
    public static ElasticNetModel Fit(
        WeightedRows rows, double lasso, double ridge, bool intercept, double tolerance, int maxIterations, CancellationToken cancellationToken)
    {
        var total = rows.Moments.TotalWeight;
        var descent = new CoordinateDescent(rows, lasso * total, ridge * total);
        var (gap, iterations) = (double.PositiveInfinity, 0);
        var allowed = tolerance * rows.YSquares;
        while (iterations < maxIterations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            iterations++;
            var moved = descent.Pass();
            if (moved <= tolerance || iterations == maxIterations)
            {
                gap = descent.Gap();
                if (gap <= allowed || moved == 0)
                {
                    break;
                }
            }
        }

        var coefficients = descent._coefficients;
        return new ElasticNetModel(coefficients, intercept ? rows.Intercept(coefficients) : 0, iterations, Math.Max(0, gap / total), gap <= Math.Max(allowed, 1e-15 * rows.YSquares));
    }

    /// <summary>Moves every coefficient to its minimum; gives the largest move beside the largest coefficient.</summary>
    private double Pass()
    {
        var (move, largest) = (0.0, 0.0);
        for (var i = 0; i < _coefficients.Length; i++)
        {
            if (_squares[i] == 0)
            {
                continue;
            }

            var before = _coefficients[i];
            var pull = Math.FusedMultiplyAdd(_squares[i], before, _byGram ? _state[i] : Vectors.Dot(_gramOrColumns.Row(i), _state));
            var after = pull > _lasso ? (pull - _lasso) / (_squares[i] + _ridge) : pull < -_lasso ? (pull + _lasso) / (_squares[i] + _ridge) : 0;
            if (after != before)
            {
                Vectors.AddScaled(before - after, _gramOrColumns.Row(i), _state);
                _coefficients[i] = after;
                move = Math.Max(move, Math.Abs(after - before));
            }

            largest = Math.Max(largest, Math.Abs(after));
        }

        return largest == 0 ? 0 : move / largest;
    }

    /// <summary>
    /// How far above the minimum the objective can be: Lasso's duality gap; without a lasso, where that says nothing, ‖∇‖² / (2 · ridge), and without either what one more
    /// step of each coefficient could gain.
    /// </summary>
    private double Gap()
    {
        if (_lasso == 0)
        {
            return SmoothGap();
        }

        var (absolute, squares, largest, explained) = (0.0, 0.0, 0.0, 0.0);
        double residual;
        if (_byGram)
        {
            // ‖y − Xw‖² = yᵀy − wᵀXᵀy − wᵀXᵀ(y − Xw)
            explained = Vectors.Dot(_coefficients, _products);
            residual = Math.Max(0, _targetSquares - explained - Vectors.Dot(_coefficients, _state));
        }
        else
        {
            residual = Vectors.Dot(_state, _state);
            explained = Vectors.Dot(_coefficients, _products);
        }

        for (var i = 0; i < _coefficients.Length; i++)
        {
            var w = _coefficients[i];
            var slope = (_byGram ? _state[i] : Vectors.Dot(_gramOrColumns.Row(i), _state)) - (_ridge * w);
            largest = Math.Max(largest, Math.Abs(slope));
            absolute += Math.Abs(w);
            squares = Math.FusedMultiplyAdd(w, w, squares);
        }

        // The residuals, made small enough, are a point of the dual problem.
        var shrink = largest > _lasso ? _lasso / largest : 1;
        var residualTargets = _targetSquares - explained;
        return (0.5 * residual * (1 + (shrink * shrink))) + (_lasso * absolute) - (shrink * residualTargets) + (0.5 * _ridge * (1 + (shrink * shrink)) * squares);
    }

    private double SmoothGap()
    {
        var gap = 0.0;
        for (var i = 0; i < _coefficients.Length; i++)
        {
            var slope = (_byGram ? _state[i] : Vectors.Dot(_gramOrColumns.Row(i), _state)) - (_ridge * _coefficients[i]);
            var curvature = _ridge > 0 ? _ridge : _squares[i];
            gap += curvature > 0 ? slope * slope / (2 * curvature) : 0;
        }

        return gap;
    }
}
