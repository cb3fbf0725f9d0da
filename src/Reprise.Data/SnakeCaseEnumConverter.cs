using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reprise.Data;

/// <summary>Enums of this room as snake-case words in every JSON they are part of; numbers are refused.</summary>
public sealed class SnakeCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
