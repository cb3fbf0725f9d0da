namespace Reprise.Learning.Files;

/// <summary>Codecs of naive Bayes and discriminant analysis.</summary>
internal static class DiscriminantCodecs
{
    public static readonly StepCodec[] All = [];
}
