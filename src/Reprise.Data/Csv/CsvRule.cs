using System.Text.Json.Serialization;

namespace Reprise.Data.Csv;

/// <summary>What CSV text can break.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<CsvRule>))]
public enum CsvRule
{
    /// <summary>The input has no text at all.</summary>
    Empty,

    /// <summary>There is a header and no row.</summary>
    NoRows,

    /// <summary>Bytes that are no text in the encoding.</summary>
    Encoding,

    /// <summary>A NUL character: binary data, or UTF-16 without a byte order mark.</summary>
    Nul,

    /// <summary>A column has no name.</summary>
    EmptyName,

    /// <summary>Two columns have one name.</summary>
    DuplicateName,

    /// <summary>The header has more columns than allowed.</summary>
    TooManyColumns,

    /// <summary>A row has more or fewer cells than the header.</summary>
    Ragged,

    /// <summary>A quoted field never ends.</summary>
    UnterminatedQuote,

    /// <summary>Text follows a field's closing quote.</summary>
    TextAfterQuote,

    /// <summary>A field or line is longer than allowed.</summary>
    TooLong,

    /// <summary>The compressed file is damaged or cut off.</summary>
    Compression,

    /// <summary>A column that must be there is not.</summary>
    MissingColumn,

    /// <summary>A cell is not of its column's type.</summary>
    Type,
}
