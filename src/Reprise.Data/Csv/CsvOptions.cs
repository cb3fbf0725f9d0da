using System.Text;
using Reprise.Core.Errors;
using Reprise.Core.Tables;

namespace Reprise.Data.Csv;

/// <summary>How CSV text is read. The defaults are RFC 4180 with a header line, in UTF-8 or whatever a byte order mark says.</summary>
public sealed record CsvOptions
{
    /// <summary>All defaults.</summary>
    public static CsvOptions Default { get; } = new();

    /// <summary>What separates fields: one character, not a quote or a line break. Default comma.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Encoding of bytes. Default null: by byte order mark (UTF-8, UTF-16, UTF-32), else UTF-8 with every invalid byte reported.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Texts that mean "no value" when a table is typed, compared exactly; without blanks around in a column whose type is given as numbers or booleans. Default: the empty cell alone, quoted or not.</summary>
    public IReadOnlyList<string> NullTokens { get; init; } = [""];

    /// <summary>Types of columns by name, for a typed table; a column that is not named here is inferred. Default none.</summary>
    public IReadOnlyDictionary<string, ColumnType> Types { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>Whether a header without rows is fine. Default false: it is reported.</summary>
    public bool AllowNoRows { get; init; }

    /// <summary>Whether a column without a name is called <c>Unnamed: 0</c> (its 0-based place), as pandas does. Default false: it is reported.</summary>
    public bool NameUnnamedColumns { get; init; }

    /// <summary>How many problems are described; all are counted. In [1, ∞). Default 100.</summary>
    public int MaxProblems { get; init; } = 100;

    /// <summary>Longest field in characters, in [1, 1 Gi]. Default 1,048,576. A longer one ends the reading: its closing quote is most likely missing.</summary>
    public int MaxFieldLength { get; init; } = 1 << 20;

    /// <summary>Longest physical line in characters, in [1, 1 Gi]. Default 16,777,216. A longer one ends the reading.</summary>
    public int MaxLineLength { get; init; } = 1 << 24;

    /// <summary>Most columns a header may have, in [1, ∞). Default 16,384.</summary>
    public int MaxColumns { get; init; } = 16_384;

    internal void Validate()
    {
        const string owner = nameof(CsvOptions);
        Require.InRange(MaxProblems, 1, int.MaxValue, owner);
        Require.InRange(MaxFieldLength, 1, 1 << 30, owner);
        Require.InRange(MaxLineLength, 1, 1 << 30, owner);
        Require.InRange(MaxColumns, 1, int.MaxValue, owner);
        if (Delimiter is '"' or '\r' or '\n' or '\0')
        {
            throw new ArgumentException("`Delimiter` of `CsvOptions` is one character that is not a quote, a line break or NUL.");
        }
    }
}
