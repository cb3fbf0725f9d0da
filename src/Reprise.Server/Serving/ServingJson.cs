using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reprise.Server.Serving;

/// <summary>JSON of the serving routes: snake case, null where there is no value.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
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
