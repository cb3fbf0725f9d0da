using Reprise.Core.Tables;

namespace Reprise.Serving.Models;

/// <summary>What a model directory says about the model beside the model itself.</summary>
public sealed record NewModelDirectory
{
    /// <summary>What the model takes and gives; see <see cref="ModelSignature.Infer"/>.</summary>
    public required ModelSignature Signature { get; init; }

    /// <summary>A few rows a request may hold, with the signature's columns; others are dropped. Null for none.</summary>
    public Table? InputExample { get; init; }

    /// <summary>The run that made the model.</summary>
    public string? RunId { get; init; }

    /// <summary>The logged model, <c>m-…</c>.</summary>
    public string? ModelId { get; init; }

    /// <summary>Path of the directory among the run's artifacts. Default <c>model</c>.</summary>
    public string ArtifactPath { get; init; } = "model";
}
