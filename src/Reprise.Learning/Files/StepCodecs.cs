namespace Reprise.Learning.Files;

/// <summary>Every step a model file can hold. A new step adds its codec to its family's list.</summary>
internal static class StepCodecs
{
    /// <summary>Every codec.</summary>
    public static readonly StepCodec[] All =
    [
        .. ScalerCodecs.All,
        .. TreeCodecs.All,
        .. LinearCodecs.All,
        .. DiscriminantCodecs.All,
        .. NeighbourCodecs.All,
        .. SvmCodecs.All,
        .. NeuralCodecs.All,
        .. BoostingCodecs.All,
        .. ClusterCodecs.All,
        .. EnsembleCodecs.All,
        .. DecompositionCodecs.All,
        .. EncodingCodecs.All,
        .. FeatureCodecs.All,
        .. TonalCodecs.All,
        .. PreprocessedCodecs.All,
    ];

    /// <summary>The codec that writes this step.</summary>
    /// <exception cref="ArgumentException">No codec is registered for its type.</exception>
    public static StepCodec Of(object step) =>
        Array.Find(All, codec => codec.Type == step.GetType())
        ?? throw new ArgumentException($"`{step.GetType().Name}` cannot be saved: no codec is registered for it in {nameof(StepCodecs)}.", nameof(step));

    /// <summary>The codec of this name, or null.</summary>
    public static StepCodec? Named(string name) => Array.Find(All, codec => codec.Name == name);
}
