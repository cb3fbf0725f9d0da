using System.Globalization;
using Reprise.Learning.Neural;

namespace Reprise.Learning.Files;

/// <summary>Codecs of neural networks: a matrix and biases per layer, in doubles that single precision holds.</summary>
internal static class NeuralCodecs
{
    public static readonly StepCodec Classifier = StepCodec.For<MlpClassifierModel>(
        "mlp-classifier",
        (model, writer) => Write(writer, model.Fit),
        reader =>
        {
            reader.Check(reader.Classes >= 2, "type", "needs at least 2 classes");
            return new MlpClassifierModel(
                reader.Classes == 2 ? Read(reader, 1, NeuralOutput.Logistic) : Read(reader, reader.Classes, NeuralOutput.Softmax), reader.Classes);
        });

    public static readonly StepCodec Regressor = StepCodec.For<MlpRegressorModel>(
        "mlp-regressor", (model, writer) => Write(writer, model.Fit), reader => new MlpRegressorModel(Read(reader, 1, NeuralOutput.Identity)));

    public static readonly StepCodec[] All = [Classifier, Regressor];

    private static void Write(StepWriter writer, MlpFit fit)
    {
        var shape = fit.Network.Shape;
        writer.Text("activation", Name(shape.Activation));
        writer.Flag("converged", fit.Converged);
        writer.Integers("hidden_layers", shape.Sizes.AsSpan(1..^1), shape.Layers - 1);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            writer.Doubles(Numbered("weights", layer), fit.Network.Weights(layer).Values, shape.Sizes[layer], shape.Sizes[layer + 1]);
            writer.Doubles(Numbered("biases", layer), fit.Network.Biases(layer), shape.Sizes[layer + 1]);
        }

        writer.Doubles("loss_curve", fit.LossCurve, fit.LossCurve.Length);
        writer.Doubles("validation_scores", fit.ValidationScores, fit.ValidationScores.Length);
    }

    private static MlpFit Read(StepReader reader, int outputs, NeuralOutput output)
    {
        var name = reader.Text("activation");
        var kinds = Enum.GetValues<NeuralActivation>();
        var activation = Array.FindIndex(kinds, kind => Name(kind) == name);
        reader.Check(activation >= 0, "activation", "must be relu, tanh, logistic or identity");
        var converged = reader.Flag("converged");
        var hidden = reader.Integers("hidden_layers", -1);
        reader.Check(Array.TrueForAll(hidden, size => size > 0), "hidden_layers", "must be above 0");
        int[] sizes = [reader.Columns, .. hidden, outputs];
        var count = 0L;
        for (var layer = 0; layer + 1 < sizes.Length; layer++)
        {
            var (inputs, units) = (sizes[layer], sizes[layer + 1]);
            count = Math.Min(long.MaxValue / 4, count) + ((inputs + 1L) * units);
        }

        reader.Check(count <= Array.MaxLength, "hidden_layers", "must name no more weights than fit in memory");
        var shape = new NeuralShape(sizes, kinds[activation], output);
        var layers = new (float[] Weights, float[] Biases)[shape.Layers];
        for (var layer = 0; layer < layers.Length; layer++)
        {
            layers[layer] = (
                Singles(reader, Numbered("weights", layer), sizes[layer], sizes[layer + 1]), Singles(reader, Numbered("biases", layer), sizes[layer + 1]));
        }

        var parameters = new float[shape.Parameters];
        for (var layer = 0; layer < layers.Length; layer++)
        {
            layers[layer].Weights.CopyTo(parameters.AsSpan(shape.Weights(layer)));
            layers[layer].Biases.CopyTo(parameters.AsSpan(shape.Biases(layer)));
        }

        return new MlpFit(new NeuralNetwork(shape, parameters), reader.Doubles("loss_curve", -1), reader.Doubles("validation_scores", -1), converged);
    }

    private static float[] Singles(StepReader reader, string name, params ReadOnlySpan<int> shape)
    {
        var values = reader.Doubles(name, shape);
        var singles = Array.ConvertAll(values, value => (float)value);
        reader.Check(Array.TrueForAll(singles, float.IsFinite), name, "must fit single precision");
        return singles;
    }

    private static string Numbered(string name, int layer) => string.Create(CultureInfo.InvariantCulture, $"{name}.{layer}");

    private static string Name(NeuralActivation activation) => activation switch
    {
        NeuralActivation.Relu => "relu",
        NeuralActivation.Tanh => "tanh",
        NeuralActivation.Logistic => "logistic",
        _ => "identity",
    };
}
