using System.Text.Json.Serialization;

namespace Reprise.Server.Serving;

/// <summary>One row's prediction.</summary>
/// <param name="ClassIndex">Place of the label in the model's classes, sorted ordinally.</param>
/// <param name="Label">The most probable class.</param>
/// <param name="Confidence">Its probability.</param>
/// <param name="Probabilities">Probability of every class by label; they sum to 1.</param>
public sealed record RowPrediction(int ClassIndex, string Label, double Confidence, IReadOnlyDictionary<string, double> Probabilities);

/// <summary>The model that answered.</summary>
/// <param name="Name">Registered name, or the URI it was loaded by.</param>
/// <param name="Version">Version of the registered model; null when it is not one.</param>
public sealed record ModelReference(string Name, int? Version);

/// <summary>The answer to one row.</summary>
/// <param name="ClassIndex">Place of the label in the model's classes, sorted ordinally.</param>
/// <param name="Label">The most probable class.</param>
/// <param name="Confidence">Its probability.</param>
/// <param name="Probabilities">Probability of every class by label; they sum to 1.</param>
/// <param name="Model">The model that answered.</param>
/// <param name="RequestId">Id of this request, also in the header X-Request-Id.</param>
public sealed record PredictionAnswer(
    int ClassIndex, string Label, double Confidence, IReadOnlyDictionary<string, double> Probabilities, ModelReference Model, string RequestId);

/// <summary>The answer to a list of rows, in their order.</summary>
/// <param name="Predictions">One prediction a row.</param>
/// <param name="Model">The model that answered.</param>
/// <param name="RequestId">Id of this request, also in the header X-Request-Id.</param>
public sealed record BatchPredictionAnswer(IReadOnlyList<RowPrediction> Predictions, ModelReference Model, string RequestId);

/// <summary>MLflow's answer to <c>/invocations</c>: labels; with <c>params: {"probabilities": true}</c> also the classes and a row of probabilities each.</summary>
/// <param name="Predictions">One label a row.</param>
/// <param name="Classes">The classes in the order of the probabilities; absent unless asked for.</param>
/// <param name="Probabilities">One list a row; absent unless asked for.</param>
public sealed record InvocationAnswer(
    IReadOnlyList<string> Predictions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Classes = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<IReadOnlyList<double>>? Probabilities = null);
