using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reprise.Core.Tables;

namespace Reprise.Data.Profiles;

/// <summary>MLflow's form of a schema.</summary>
internal sealed record MlflowSchema([property: JsonPropertyName("mlflow_colspec")] IReadOnlyList<MlflowColumn> Columns);

/// <summary>MLflow's form of a column.</summary>
internal sealed record MlflowColumn(string Type, string Name, bool Required);

/// <summary>Source-generated JSON of profiles.</summary>
[JsonSerializable(typeof(DatasetProfile))]
[JsonSerializable(typeof(MlflowSchema))]
internal sealed partial class ProfileJson : JsonSerializerContext
{
    public static ProfileJson Text { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new SnakeCaseEnumConverter<ColumnType>() },
    });
}
