namespace Reprise.Learning.Svm;

/// <summary>
/// Sequential minimal optimisation (Platt 1998) with second-order working sets (Fan, Chen and Lin 2005) and shrinking (Joachims 1999), as in libsvm
/// (Chang and Lin 2011).
/// </summary>
/// <remarks>O(n) time an iteration, and a kernel row where the cache has none. Not thread-safe.</remarks>
internal sealed class SmoSolver
{
    private readonly KernelRowCache _kernel;
    private readonly SmoState _state;
    private readonly double _tolerance;
    private readonly double[] _first;
    private readonly double[] _second;
    private int _active;
    private bool _unshrunk;

    private SmoSolver(KernelRowCache kernel, SmoProblem problem, double tolerance)
    {
        (_kernel, _tolerance) = (kernel, tolerance);
        _state = new SmoState(problem, kernel.Diagonal);
        InRowOrder = problem.Rows.Length <= kernel.Count && Array.TrueForAll(_state.Order, k => problem.Rows[k] == k);
        _first = new double[_state.Count];
        _second = new double[_state.Count];
        _active = _state.Count;
    }

    private bool InRowOrder { get; }

    /// <summary>Solves a problem to a tolerance of the optimality gap.</summary>
    public static SmoSolution Solve(
        KernelRowCache kernel, SmoProblem problem, double tolerance, bool shrinking, int? maxIterations, CancellationToken cancellationToken) =>
        new SmoSolver(kernel, problem, tolerance).Solve(shrinking, maxIterations ?? Math.Max(10_000_000, (int)Math.Min(int.MaxValue, 100L * problem.Rows.Length)), cancellationToken);

    private SmoSolution Solve(bool shrinking, int maxIterations, CancellationToken cancellationToken)
    {
        var period = Math.Min(_state.Count, 1000);
        var untilShrinking = period;
        var (i, largest) = Choose();
        var (iterations, converged) = (0, false);
        while (iterations < maxIterations)
        {
            if ((iterations & 255) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (--untilShrinking == 0)
            {
                untilShrinking = period;
                if (shrinking)
                {
                    Shrink(cancellationToken);
                    (i, largest) = Choose();
                }
            }

            var (j, gap) = Partner(i, largest);
            if (j < 0 || gap < _tolerance)
            {
                if (_active == _state.Count)
                {
                    converged = true;
                    break;
                }

                Reconstruct(cancellationToken);
                (i, largest) = Choose();
                (j, gap) = Partner(i, largest);
                if (j < 0 || gap < _tolerance)
                {
                    converged = true;
                    break;
                }

                untilShrinking = 1;
            }

            (i, largest) = Move(i, j);
            iterations++;
        }

        Reconstruct(cancellationToken);
        return Solution(iterations, converged);
    }

    private (int Index, double Largest) Choose()
    {
        var none = _first.AsSpan(0, _active);
        return SmoScan.MoveAndChoose(_state.Values.AsSpan(0, _active), 0, none, none, _state.Up);
    }

    private (int Index, double Gap) Partner(int i, double largest)
    {
        if (i < 0)
        {
            return (-1, 0);
        }

        Take(i, _first, _state.Up, -1);
        var (j, highest) = SmoScan.ChoosePartner(
            _state.Values.AsSpan(0, _active), _state.Low, _first, _state.Diagonal, largest, _state.Diagonal[i]);
        return (j, largest + highest);
    }

    /// <summary>The best step of two variables within their bounds, and the first variable of the next.</summary>
    private (int Index, double Largest) Move(int i, int j)
    {
        var (alpha, upper, signs) = (_state.Alpha, _state.Upper, _state.Signs);
        Take(j, _second, _state.Low, 1);
        var curve = _state.Diagonal[i] + _state.Diagonal[j] - (2 * _first[j]);
        var step = (_state.Values[j] - _state.Values[i]) / (curve > 0 ? curve : SmoScan.Tiny);
        var roomOfFirst = signs[i] > 0 ? upper[i] - alpha[i] : alpha[i];
        var roomOfSecond = signs[j] > 0 ? alpha[j] : upper[j] - alpha[j];
        step = Math.Min(step, Math.Min(roomOfFirst, roomOfSecond));

        var (firstWasUpper, secondWasUpper) = (_state.AtUpper(i), _state.AtUpper(j));
        alpha[i] = step < roomOfFirst ? alpha[i] + (signs[i] * step) : signs[i] > 0 ? upper[i] : 0;
        alpha[j] = step < roomOfSecond ? alpha[j] - (signs[j] * step) : signs[j] > 0 ? 0 : upper[j];
        _state.Bound(i);
        _state.Bound(j);
        NoteBound(i, firstWasUpper);
        NoteBound(j, secondWasUpper);
        return SmoScan.MoveAndChoose(
            _state.Values.AsSpan(0, _active), step, _first.AsSpan(0, _active), _second.AsSpan(0, _active), _state.Up);
    }

    /// <summary>Keeps the sums over variables at their upper bound, from which shrunk variables' gradients are made again.</summary>
    private void NoteBound(int k, bool wasUpper)
    {
        if (_state.AtUpper(k) == wasUpper)
        {
            return;
        }

        var row = _kernel.Row(_state.Rows[k]);
        var factor = (wasUpper ? -1 : 1) * _state.Signs[k] * _state.Upper[k];
        var (bounded, rows) = (_state.Bounded, _state.Rows);
        for (var at = 0; at < bounded.Length; at++)
        {
            bounded[at] = Math.FusedMultiplyAdd(factor, row[rows[at]], bounded[at]);
        }
    }

    /// <summary>A variable's kernel values with those looked at; where its row must be computed, rows that will likely be asked for next are computed with it.</summary>
    private void Take(int k, double[] destination, double[] penalties, int sign)
    {
        var row = _state.Rows[k];
        if (!_kernel.Holds(row))
        {
            Span<int> wanted = stackalloc int[KernelRowCache.Batch];
            _kernel.Load(wanted[..Likely(k, penalties, sign, wanted)]);
        }

        SmoScan.Gather(_kernel.Row(row), _state.Rows, InRowOrder && _state.InOrder, destination.AsSpan(0, _active));
    }

    /// <summary>The row of a variable and those of the next best candidates that the cache does not hold.</summary>
    private int Likely(int k, double[] penalties, int sign, Span<int> wanted)
    {
        Span<double> scores = stackalloc double[KernelRowCache.Batch];
        var count = 1;
        (wanted[0], scores[0]) = (_state.Rows[k], double.PositiveInfinity);
        for (var at = 0; at < _active; at++)
        {
            var score = (sign * _state.Values[at]) + penalties[at];
            if ((count == wanted.Length && score <= scores[count - 1]) || double.IsNegativeInfinity(score)
                || _kernel.Holds(_state.Rows[at]) || wanted[..count].Contains(_state.Rows[at]))
            {
                continue;
            }

            var place = count == wanted.Length ? count - 1 : count++;
            for (; place > 1 && scores[place - 1] < score; place--)
            {
                (wanted[place], scores[place]) = (wanted[place - 1], scores[place - 1]);
            }

            (wanted[place], scores[place]) = (_state.Rows[at], score);
        }

        return count;
    }

    /// <summary>Sets aside variables at a bound that the best pair says will stay there.</summary>
    private void Shrink(CancellationToken cancellationToken)
    {
        var (highestUp, lowestDown) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var k = 0; k < _active; k++)
        {
            highestUp = Math.Max(highestUp, _state.Up[k] - _state.Values[k]);
            lowestDown = Math.Min(lowestDown, -_state.Low[k] - _state.Values[k]);
        }

        if (!_unshrunk && highestUp - lowestDown <= 10 * _tolerance)
        {
            _unshrunk = true;
            Reconstruct(cancellationToken);
        }

        var keep = new bool[_active];
        for (var k = 0; k < keep.Length; k++)
        {
            var value = -_state.Values[k];
            var (grows, falls) = (_state.Up[k] == 0, _state.Low[k] == 0);
            keep[k] = !((falls && !grows && value > highestUp) || (grows && !falls && value < lowestDown));
        }

        _active = _state.Partition(keep);
    }

    /// <summary>Brings back every variable: the gradients of those set aside are made again from the free variables and the sums over bounded ones.</summary>
    private void Reconstruct(CancellationToken cancellationToken)
    {
        if (_active == _state.Count)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var (values, rows) = (_state.Values, _state.Rows);
        for (var k = _active; k < values.Length; k++)
        {
            values[k] = _state.Linear[k] + _state.Bounded[k];
        }

        for (var free = 0; free < _state.Count; free++)
        {
            if (_state.AtLower(free) || _state.AtUpper(free))
            {
                continue;
            }

            var row = _kernel.Row(rows[free]);
            var factor = _state.Signs[free] * _state.Alpha[free];
            for (var k = _active; k < values.Length; k++)
            {
                values[k] = Math.FusedMultiplyAdd(factor, row[rows[k]], values[k]);
            }
        }

        _active = _state.Count;
    }

    private SmoSolution Solution(int iterations, bool converged)
    {
        var alpha = new double[_state.Count];
        var (free, sum, highest, lowest) = (0, 0.0, double.PositiveInfinity, double.NegativeInfinity);
        for (var k = 0; k < alpha.Length; k++)
        {
            alpha[_state.Order[k]] = _state.Alpha[k];
            var value = _state.Values[k];
            if (_state.Up[k] == 0 && _state.Low[k] == 0)
            {
                free++;
                sum += value;
            }
            else if (_state.Up[k] == 0)
            {
                highest = Math.Min(highest, value);
            }
            else
            {
                lowest = Math.Max(lowest, value);
            }
        }

        var rho = free > 0 ? sum / free : double.IsFinite(highest) && double.IsFinite(lowest) ? (highest + lowest) / 2 : double.IsFinite(highest) ? highest : lowest;
        return new SmoSolution(alpha, rho, iterations, converged);
    }
}
