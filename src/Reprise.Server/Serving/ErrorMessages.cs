using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reprise.Server.Serving;

/// <summary>A failure.</summary>
/// <param name="ErrorCode">What kind of failure, in MLflow's words.</param>
/// <param name="Message">Every problem, a line each, with its place, the rule and what to send instead.</param>
public sealed record FailureAnswer(string ErrorCode, string Message);

/// <summary>A request that breaks rules of the model's signature.</summary>
/// <param name="ErrorCode">What kind of failure, in MLflow's words.</param>
/// <param name="Message">Every problem, a line each, with its place, the rule and what to send instead.</param>
/// <param name="Detail">Every problem.</param>
public sealed record ValidationAnswer(string ErrorCode, string Message, IReadOnlyList<ValidationDetail> Detail);

/// <summary>One broken rule.</summary>
/// <param name="Loc">Where: <c>body</c>, then names and 0-based positions.</param>
/// <param name="Msg">The rule, what was found, and what to send instead.</param>
/// <param name="Type">The rule: json, form, missing, null, type, finite, range, ragged, duplicate, empty or limit.</param>
/// <param name="Input">The value as it came; text cut at 100 characters when it is long.</param>
public sealed record ValidationDetail(
    IReadOnlyList<object> Loc,
    string Msg,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Input = null);
