using System.Text.Json.Serialization;

namespace Reprise.Data.Validation;

/// <summary>How much a broken rule matters.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Not looked at.</summary>
    Ignore,

    /// <summary>Said; the data passes.</summary>
    Warning,

    /// <summary>The data does not pass.</summary>
    Error,
}
