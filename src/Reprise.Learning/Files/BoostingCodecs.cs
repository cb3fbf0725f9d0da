namespace Reprise.Learning.Files;

/// <summary>Codecs of gradient boosting.</summary>
internal static class BoostingCodecs
{
    public static readonly StepCodec[] All = [];
}
