namespace Reprise.Learning.Files;

/// <summary>Codecs of neural networks.</summary>
internal static class NeuralCodecs
{
    public static readonly StepCodec[] All = [];
}
