namespace Reprise.Learning.Files;

/// <summary>Codecs of imputation, encoding and feature selection.</summary>
internal static class EncodingCodecs
{
    public static readonly StepCodec[] All = [];
}
