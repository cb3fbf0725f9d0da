using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reprise.Server.Serving;

/// <summary>JSON of the serving routes: snake case, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PredictionAnswer))]
[JsonSerializable(typeof(BatchPredictionAnswer))]
[JsonSerializable(typeof(InvocationAnswer))]
[JsonSerializable(typeof(FailureAnswer))]
[JsonSerializable(typeof(ValidationAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ModelsAnswer))]
[JsonSerializable(typeof(ModelDetail))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ServingJson : JsonSerializerContext;
