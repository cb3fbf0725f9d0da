using System.Text.Json.Serialization;

namespace Reprise.Data.Datasets;

/// <summary>Where a data set's file came from, in the order in which the places are tried.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<DatasetSource>))]
public enum DatasetSource
{
    /// <summary>The home's own cache.</summary>
    Cache,

    /// <summary>A <c>shared/data</c> folder beside or above the checkout.</summary>
    Shared,

    /// <summary>The canonical address.</summary>
    Url,

    /// <summary>Made up: the same schema, not the data.</summary>
    Sample,
}
