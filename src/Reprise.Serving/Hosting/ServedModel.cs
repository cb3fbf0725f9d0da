using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Serving.Models;
using Reprise.Serving.Requests;

namespace Reprise.Serving.Hosting;

/// <summary>A model ready to answer: loaded, checked and warmed up. Immutable; safe to call from many threads.</summary>
public sealed class ServedModel
{
    /// <summary>A loaded model with where it came from.</summary>
    public ServedModel(ResolvedModel source, LoadedModel model, DateTimeOffset loadedAt)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(model);
        Source = source;
        Model = model;
        LoadedAt = loadedAt;
        Schema = new InputSchema(model.Info.Signature, model.Classifier.Inputs);
    }

    /// <summary>Where it came from.</summary>
    public ResolvedModel Source { get; }

    /// <summary>The model with its description.</summary>
    public LoadedModel Model { get; }

    /// <summary>When it was loaded.</summary>
    public DateTimeOffset LoadedAt { get; }

    /// <summary>The columns of a request.</summary>
    public InputSchema Schema { get; }

    /// <summary>The registered model's name, else the URI it was loaded by.</summary>
    public string Name => Source.Name ?? Source.Uri.ToString();

    /// <summary>The version; null when it is not a registered one.</summary>
    public int? Version => Source.Version;

    /// <summary>Labels and probabilities for rows that <see cref="Schema"/> has checked.</summary>
    public ClassPredictions Predict(Table rows, CancellationToken cancellationToken = default) => Model.Classifier.Predict(rows, cancellationToken);
}
