namespace Reprise.Serving.Models;

/// <summary>The content of an <c>MLmodel</c> file: MLflow's description of a model directory.</summary>
public sealed record MlModel
{
    /// <summary>The MLflow version whose directory layout is written.</summary>
    public const string LayoutVersion = "3.6.0";

    /// <summary>Path of the directory among the run's artifacts. Default <c>model</c>.</summary>
    public string ArtifactPath { get; init; } = "model";

    /// <summary>The flavour this program loads.</summary>
    public required RepriseFlavor Flavor { get; init; }

    /// <summary>All flavours the directory offers, by name.</summary>
    public IReadOnlyList<string> Flavors { get; init; } = [RepriseFlavor.Name];

    /// <summary>MLflow version that the layout follows.</summary>
    public string MlflowVersion { get; init; } = LayoutVersion;

    /// <summary>The logged model, <c>m-…</c>, if it is one.</summary>
    public string? ModelId { get; init; }

    /// <summary>Sizes of the other files together, in bytes.</summary>
    public long ModelSizeBytes { get; init; }

    /// <summary>Identity of this directory, 32 hexadecimal digits.</summary>
    public required string ModelUuid { get; init; }

    /// <summary>The run that made it, if any.</summary>
    public string? RunId { get; init; }

    /// <summary>File with an example request in split form, relative to the directory, if there is one.</summary>
    public string? InputExample { get; init; }

    /// <summary>What the model takes and gives.</summary>
    public required ModelSignature Signature { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
