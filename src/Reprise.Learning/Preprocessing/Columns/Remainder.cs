namespace Reprise.Learning.Preprocessing.Columns;

/// <summary>What becomes of columns that no block takes.</summary>
public enum Remainder
{
    /// <summary>They are left out.</summary>
    Drop,

    /// <summary>Numbers and booleans are taken as they are, after the blocks; text is refused.</summary>
    Pass,
}
