using System.Text.Json.Serialization;

namespace Reprise.Data.Cleaning;

/// <summary>What cleaning did.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ChangeAction>))]
public enum ChangeAction
{
    /// <summary>Blanks around a value were taken off.</summary>
    Trimmed,

    /// <summary>A label was written as the contract writes it, or a column without a name got one.</summary>
    Relabelled,

    /// <summary>The median of the column took the cell's place.</summary>
    Imputed,

    /// <summary>The cell was emptied; its column allows that.</summary>
    Emptied,

    /// <summary>The row was left out.</summary>
    RowDropped,

    /// <summary>The column was left out.</summary>
    ColumnDropped,
}
