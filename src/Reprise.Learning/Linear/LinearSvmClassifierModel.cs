using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Svm;

namespace Reprise.Learning.Linear;

/// <summary>A fitted <see cref="LinearSvmClassifier"/>. Classes without rows in training have probability 0.</summary>
public sealed class LinearSvmClassifierModel : IClassifierModel
{
    private readonly LinearScores _scores;
    private readonly PlattSigmoid[] _sigmoids;
    private readonly int[] _classes;

    internal LinearSvmClassifierModel(
        double[] coefficients, double[] intercepts, PlattSigmoid[] sigmoids, int[] classes, int columns, int classCount, int iterations, bool converged)
    {
        _scores = new LinearScores(coefficients, intercepts, columns);
        (_sigmoids, _classes, ClassCount, Iterations, Converged) = (sigmoids, classes, classCount, iterations, converged);
    }

    /// <inheritdoc/>
    public int InputColumns => _scores.Columns;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>The classes that had rows in training, ascending.</summary>
    public ReadOnlySpan<int> Classes => _classes;

    /// <summary>A row of coefficients per class of <see cref="Classes"/>, for it against the others; of two classes one row, for the second against the first.</summary>
    public MatrixView Coefficients => _scores.Coefficients;

    /// <summary>An intercept per row of <see cref="Coefficients"/>.</summary>
    public ReadOnlySpan<double> Intercepts => _scores.Intercepts;

    /// <summary>Passes of the machine that needed most.</summary>
    public int Iterations { get; }

    /// <summary>Whether every machine reached <see cref="LinearSvmClassifier.Tolerance"/>; otherwise scale the columns or allow more iterations.</summary>
    public bool Converged { get; }

    internal ReadOnlySpan<PlattSigmoid> Sigmoids => _sigmoids;

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(LinearSvmClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);
        Require.Finite(x);

        destination.Clear();
        var outputs = _scores.Outputs;
        var scores = new double[LinearScores.BlockRows * outputs];
        for (var start = 0; start < x.Rows; start += LinearScores.BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(LinearScores.BlockRows, x.Rows - start);
            _scores.Write(x, start, count, scores);
            for (var i = 0; i < count; i++)
            {
                Write(scores.AsSpan(i * outputs, outputs), destination.Slice((start + i) * ClassCount, ClassCount));
            }
        }
    }

    internal static LinearSvmClassifierModel Assemble((LinearMachine Machine, PlattSigmoid Sigmoid)[] machines, int[] classes, int columns, int classCount)
    {
        var coefficients = new double[machines.Length * columns];
        for (var i = 0; i < machines.Length; i++)
        {
            machines[i].Machine.Coefficients.CopyTo(coefficients, i * columns);
        }

        return new LinearSvmClassifierModel(
            coefficients,
            Array.ConvertAll(machines, pair => pair.Machine.Intercept),
            Array.ConvertAll(machines, pair => pair.Sigmoid),
            classes,
            columns,
            classCount,
            machines.Max(pair => pair.Machine.Iterations),
            Array.TrueForAll(machines, pair => pair.Machine.Converged));
    }

    /// <summary>One row's probabilities; equal ones where every sigmoid is 0.</summary>
    private void Write(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        if (scores.Length == 1)
        {
            var second = _sigmoids[0].Of(scores[0]);
            (probabilities[_classes[0]], probabilities[_classes[1]]) = (1 - second, second);
            return;
        }

        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var p = _sigmoids[i].Of(scores[i]);
            probabilities[_classes[i]] = p;
            sum += p;
        }

        foreach (var index in _classes)
        {
            probabilities[index] = sum > 0 ? probabilities[index] / sum : 1.0 / scores.Length;
        }
    }
}
