namespace Reprise.Learning.Files;

/// <summary>Codecs of support vector machines.</summary>
internal static class SvmCodecs
{
    public static readonly StepCodec[] All = [];
}
