namespace Reprise.Learning.Files;

/// <summary>Codecs of linear models.</summary>
internal static class LinearCodecs
{
    public static readonly StepCodec[] All = [];
}
