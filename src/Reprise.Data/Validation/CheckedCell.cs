namespace Reprise.Data.Validation;

/// <summary>What a cell is under its column's contract.</summary>
/// <param name="Flaw">The rule it breaks; null when it is fine.</param>
/// <param name="IsPadded">Whether it is a number with blanks around it (it may be out of range as well), or an allowed blank made of blanks.</param>
/// <param name="IsNull">Whether it is blank.</param>
/// <param name="Number">Its value where it is a number, in range or not; else NaN.</param>
/// <param name="Label">The allowed label it is, or stands for, where the column has labels.</param>
internal readonly record struct CheckedCell(ValidationRule? Flaw, bool IsPadded = false, bool IsNull = false, double Number = double.NaN, string? Label = null);
