using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;

namespace Reprise.Serving.Models;

/// <summary>A model read from its directory: checked, in memory, immutable, safe to call from many threads.</summary>
public sealed record LoadedModel
{
    /// <summary>What the directory says about it.</summary>
    public required MlModel Info { get; init; }

    /// <summary>The fitted classifier.</summary>
    public required ITabularClassifier Classifier { get; init; }

    /// <summary>Example rows that a request may hold; null when the directory has none.</summary>
    public Table? InputExample { get; init; }

    /// <summary>SHA-256 of the model file, as checked on load.</summary>
    public string Sha256 => Info.Flavor.Sha256;
}
