namespace Reprise.Learning.Files;

/// <summary>Codecs of clusterers.</summary>
internal static class ClusterCodecs
{
    public static readonly StepCodec[] All = [];
}
