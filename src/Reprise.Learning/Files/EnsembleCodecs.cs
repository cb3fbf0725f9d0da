namespace Reprise.Learning.Files;

/// <summary>Codecs of voting, stacking, calibration and baselines.</summary>
internal static class EnsembleCodecs
{
    public static readonly StepCodec[] All = [];
}
