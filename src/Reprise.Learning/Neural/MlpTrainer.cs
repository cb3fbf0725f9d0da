using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Neural;

/// <summary>Trains a network in batches until nothing improves, as scikit-learn does.</summary>
internal sealed class MlpTrainer : IDisposable
{
    private const int LargestDefaultBatch = 200;
    private const int RowGroup = 6;             // rows of a block are a multiple of it, as the product's tiles want
    private const int BlocksPerWorker = 2;
    private const long WorthAThread = 1 << 18;  // multiply-adds

    private readonly MlpSettings _settings;
    private readonly NeuralShape _shape;
    private readonly MatrixView _x;
    private readonly double[] _targets;
    private readonly int[] _train;
    private readonly MlpValidation? _validation;
    private readonly Rng _draws;
    private readonly float[] _parameters;
    private readonly float[] _gradient;
    private readonly NeuralPass<float> _pass;
    private readonly NeuralStepper _stepper;
    private readonly double[] _batchTargets;
    private readonly int _workers;
    private readonly WorkCrew _crew;

    private MlpTrainer(MlpSettings settings, NeuralShape shape, MatrixView x, double[] targets, string owner)
    {
        (_settings, _shape, _x, _targets) = (settings, shape, x, targets);
        var seeds = new Rng((ulong)settings.Seed);
        _draws = seeds.Fork(1);
        (_train, var held) = settings.EarlyStopping
            ? MlpValidation.Split(targets, shape.Output != NeuralOutput.Identity, settings.ValidationFraction, seeds.Fork(2), owner)
            : ([.. Enumerable.Range(0, x.Rows)], []);
        _validation = settings.EarlyStopping ? new MlpValidation(x, targets, held) : null;
        _parameters = Initial(shape, seeds.Fork(0));
        _gradient = new float[_parameters.Length];
        var batch = Math.Min(settings.BatchSize ?? LargestDefaultBatch, _train.Length);
        _pass = new NeuralPass<float>(shape, batch, SparseInput<float>.Suits(x, batch), learns: true);
        _stepper = new NeuralStepper(settings, _parameters.Length);
        _workers = (long)batch * shape.Parameters < WorthAThread ? 1 : settings.MaxWorkers ?? Environment.ProcessorCount;
        _crew = new WorkCrew(_workers);
        _batchTargets = new double[batch];
    }

    public static MlpFit Train(MlpSettings settings, NeuralShape shape, MatrixView x, double[] targets, string owner, CancellationToken cancellationToken)
    {
        using var trainer = new MlpTrainer(settings, shape, x, targets, owner);
        return trainer.Run(owner, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _crew.Dispose();

    /// <summary>Uniform in ±√(6 ÷ (inputs + units)), √2 instead of √6 for logistic units (Glorot and Bengio 2010).</summary>
    private static float[] Initial(NeuralShape shape, Rng random)
    {
        var parameters = new float[shape.Parameters];
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var factor = shape.Activation == NeuralActivation.Logistic ? 2.0 : 6.0;
            var bound = Math.Sqrt(factor / ((double)shape.Sizes[layer] + shape.Sizes[layer + 1]));
            foreach (ref var value in parameters.AsSpan(shape.Weights(layer).Start..shape.Biases(layer).End))
            {
                value = (float)(bound * ((2 * random.NextDouble()) - 1));
            }
        }

        return parameters;
    }

    private MlpFit Run(string owner, CancellationToken cancellationToken)
    {
        var (losses, scores) = (new List<double>(), new List<double>());
        var (best, without, converged) = (double.PositiveInfinity, 0, false);
        float[]? bestParameters = null;
        for (var epoch = 0; epoch < _settings.MaxEpochs && !converged; epoch++)
        {
            var loss = Epoch(cancellationToken);
            if (!double.IsFinite(loss))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"`{owner}` lost its numbers in epoch {epoch + 1}: the loss is {loss}. Scale x and the target before this step, or lower `LearningRate` ({_settings.LearningRate})."));
            }

            losses.Add(loss);
            _stepper.EndEpoch((epoch + 1L) * _train.Length);
            var measure = loss;
            if (_validation is not null)
            {
                scores.Add(_validation.Score(new NeuralNetwork(_shape, _parameters), _settings.MaxWorkers, cancellationToken));
                measure = -scores[^1];
            }

            without = measure > best - _settings.Tolerance ? without + 1 : 0;
            if (measure < best)
            {
                best = measure;
                bestParameters = _validation is null ? null : (float[])_parameters.Clone();
            }

            if (without > _settings.Patience)
            {
                converged = !_stepper.SlowDown();
                without = 0;
            }
        }

        return new MlpFit(new NeuralNetwork(_shape, bestParameters ?? _parameters), [.. losses], [.. scores], converged);
    }

    /// <summary>Shows every training row once; the mean of the batches' losses, each before its step.</summary>
    private double Epoch(CancellationToken cancellationToken)
    {
        if (_settings.Shuffle)
        {
            _draws.Shuffle<int>(_train);
        }

        var sum = 0.0;
        for (var start = 0; start < _train.Length; start += _batchTargets.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = Math.Min(_batchTargets.Length, _train.Length - start);
            sum += rows * Batch(_train.AsMemory(start, rows));
        }

        return sum / _train.Length;
    }

    /// <summary>One step: blocks of rows side by side go forwards and back, then pieces of the parameters get their gradient and move.</summary>
    /// <returns>The mean loss of the rows before the step, penalty included.</returns>
    private double Batch(ReadOnlyMemory<int> batch)
    {
        var (rows, squares, losses) = (batch.Length, 0.0, 0.0);
        var groups = (rows + RowGroup - 1) / RowGroup;
        var blocks = _workers == 1 ? 1 : Math.Min(groups, BlocksPerWorker * _workers);
        _crew.Run(blocks + 1, Rows);

        _stepper.Begin();
        _crew.Run(_pass.Pieces.Length + 1, Piece);
        return (losses + (_settings.Alpha * squares / 2)) / rows;

        void Rows(int block)
        {
            if (block == blocks)
            {
                squares = _pass.Squares(_parameters);
                return;
            }

            var first = (int)((long)groups * block / blocks) * RowGroup;
            var last = Math.Min(rows, (int)((long)groups * (block + 1) / blocks) * RowGroup);
            for (var i = first; i < last; i++)
            {
                var row = batch.Span[i];
                _pass.Set(i, _x.Row(row));
                _batchTargets[i] = _targets[row];
            }

            _pass.Forward(_parameters, first, last - first);
            _pass.Back(_parameters, _batchTargets.AsSpan(0, rows), first, last - first);
        }

        void Piece(int piece)
        {
            if (piece == _pass.Pieces.Length)
            {
                losses = _pass.Loss(_batchTargets.AsSpan(0, rows));
                return;
            }

            _stepper.Step(_parameters, _gradient, _pass.Gradient(_pass.Pieces[piece], _parameters, rows, _settings.Alpha, _gradient));
        }
    }
}
