using System.Text.Json.Serialization;

namespace Reprise.Data.Validation;

/// <summary>What a data contract can find broken. Printed and stored in snake case (<c>out_of_range</c>).</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ValidationRule>))]
public enum ValidationRule
{
    /// <summary>The CSV text itself is malformed; see <see cref="Csv.CsvRule"/>.</summary>
    Structure,

    /// <summary>A required column is not there.</summary>
    MissingColumn,

    /// <summary>A column is there that the contract does not know.</summary>
    ExtraColumn,

    /// <summary>A cell without a value in a column that needs one.</summary>
    Blank,

    /// <summary>Text that is no value of the column's type: <c>error</c>, <c>N/A</c>, <c>?</c>, also NaN and infinities.</summary>
    Junk,

    /// <summary>A number outside the column's range.</summary>
    OutOfRange,

    /// <summary>A number with blanks around it, or blanks where an empty cell is meant.</summary>
    Padded,

    /// <summary>A row without a label.</summary>
    BlankLabel,

    /// <summary>A label that is an allowed one but for blanks around it or the case of its letters.</summary>
    OddLabel,

    /// <summary>A label that is none of the allowed ones.</summary>
    UnknownLabel,

    /// <summary>Rows with the same values.</summary>
    DuplicateRows,

    /// <summary>A label with too small a share of the rows.</summary>
    ClassBalance,

    /// <summary>Fewer rows than needed.</summary>
    TooFewRows,
}
