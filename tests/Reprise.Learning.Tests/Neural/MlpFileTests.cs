using System.Text;
using Reprise.Core.Errors;
using Reprise.Core.Randomness;
using Reprise.Learning.Files;
using Reprise.Learning.Neural;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Tests.Neural;

/// <summary>Files of neural networks from strangers: a model or one <see cref="RepriseException"/>.</summary>
public sealed class MlpFileTests
{
    private static readonly byte[] Sound = Make();

    [Theory]
    [InlineData("\"activation\":\"tanh\"", "\"activation\":\"sinh\"")]
    [InlineData("\"converged\":false", "\"converged\":12345")]
    public void Read_OfAnImpossibleParameter_IsRefused(string sound, string damaged)
    {
        var text = Encoding.Latin1.GetString(Sound);
        var escaped = sound.Replace("\"", "\\u0022", StringComparison.Ordinal);
        Assert.Contains(escaped, text, StringComparison.Ordinal);

        var bytes = Encoding.Latin1.GetBytes(text.Replace(escaped, damaged.Replace("\"", "\\u0022", StringComparison.Ordinal), StringComparison.Ordinal));

        Assert.Throws<RepriseException>(() => Read(bytes));
    }

    [Fact]
    public void Read_OfRandomDamage_NeverCrashes()
    {
        var rng = new Rng(8);
        var table = GoldenSet.Load("iris").Table();
        for (var trial = 0; trial < 500; trial++)
        {
            var bytes = Sound.ToArray();
            for (var damage = rng.NextInt32(4); damage >= 0; damage--)
            {
                bytes[rng.NextInt32(rng.NextInt32(2) == 0 ? bytes.Length : 1500)] = (byte)rng.NextInt32(256);
            }

            try
            {
                Assert.All(((ITabularClassifier)Read(bytes)).Predict(table).Probabilities.Values.ToArray(), p => Assert.InRange(p, 0, 1));
            }
            catch (RepriseException)
            {
                // As it must.
            }
            catch (ArgumentException e) when (e.Message.Contains("column", StringComparison.OrdinalIgnoreCase))
            {
                // A damaged column name: the table does not fit the model.
            }
        }
    }

    private static ITabularModel Read(byte[] bytes) => ModelFile.Read(new MemoryStream(bytes), "memory");

    private static byte[] Make()
    {
        using var stream = new MemoryStream();
        var network = new MlpClassifier { HiddenLayers = [6, 4], Activation = NeuralActivation.Tanh, MaxEpochs = 5 };
        ModelFile.Write(new ClassifierPipeline { Classifier = network }.Fit(GoldenSet.Load("iris").Table(), "class"), stream);
        return stream.ToArray();
    }
}
