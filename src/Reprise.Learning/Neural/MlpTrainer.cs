using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Neural;

/// <summary>Trains a network in batches until nothing improves, as scikit-learn does.</summary>
internal sealed class MlpTrainer
{
    private const int LargestDefaultBatch = 200;

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
    private readonly double[] _batchTargets;

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
        _pass = new NeuralPass<float>(shape, batch, settings.MaxWorkers ?? Environment.ProcessorCount);
        _batchTargets = new double[batch];
    }

    public static MlpFit Train(MlpSettings settings, NeuralShape shape, MatrixView x, double[] targets, string owner, CancellationToken cancellationToken) =>
        new MlpTrainer(settings, shape, x, targets, owner).Run(owner, cancellationToken);

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
        var stepper = new NeuralStepper(_settings, _parameters.Length);
        var (losses, scores) = (new List<double>(), new List<double>());
        var (best, without, converged) = (double.PositiveInfinity, 0, false);
        float[]? bestParameters = null;
        for (var epoch = 0; epoch < _settings.MaxEpochs && !converged; epoch++)
        {
            var loss = Epoch(stepper, cancellationToken);
            if (!double.IsFinite(loss))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"`{owner}` lost its numbers in epoch {epoch + 1}: the loss is {loss}. Scale x and the target before this step, or lower `LearningRate` ({_settings.LearningRate})."));
            }

            losses.Add(loss);
            stepper.EndEpoch((epoch + 1L) * _train.Length);
            var measure = loss;
            if (_validation is not null)
            {
                scores.Add(_validation.Score(new NeuralNetwork(_shape, _parameters), cancellationToken));
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
                converged = !stepper.SlowDown();
                without = 0;
            }
        }

        return new MlpFit(new NeuralNetwork(_shape, bestParameters ?? _parameters), [.. losses], [.. scores], converged);
    }

    /// <summary>Shows every training row once; the mean of the batches' losses, each before its step.</summary>
    private double Epoch(NeuralStepper stepper, CancellationToken cancellationToken)
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
            for (var i = 0; i < rows; i++)
            {
                var row = _train[start + i];
                NeuralNetwork.Convert(_x.Row(row), _pass.Input.AsSpan(i * _x.Columns));
                _batchTargets[i] = _targets[row];
            }

            var targets = _batchTargets.AsSpan(0, rows);
            _pass.Forward(_parameters, rows);
            sum += rows * _pass.Loss(_parameters, targets, _settings.Alpha);
            _pass.Backward(_parameters, targets, _settings.Alpha, _gradient);
            stepper.Step(_parameters, _gradient);
        }

        return sum / _train.Length;
    }
}
