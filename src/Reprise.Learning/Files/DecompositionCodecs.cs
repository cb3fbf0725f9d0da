namespace Reprise.Learning.Files;

/// <summary>Codecs of decompositions.</summary>
internal static class DecompositionCodecs
{
    public static readonly StepCodec[] All = [];
}
