namespace Reprise.Learning.Files;

/// <summary>Codecs of nearest neighbours.</summary>
internal static class NeighbourCodecs
{
    public static readonly StepCodec[] All = [];
}
