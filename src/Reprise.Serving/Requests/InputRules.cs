namespace Reprise.Serving.Requests;

/// <summary>Names of the rules a request can break, as they stand in answers.</summary>
public static class InputRules
{
    /// <summary>The body is not JSON, or not the JSON that is asked for.</summary>
    public const string Json = "json";

    /// <summary>The body is not CSV.</summary>
    public const string Csv = "csv";

    /// <summary>Not exactly one of the forms of input, or a form of another shape.</summary>
    public const string Form = "form";

    /// <summary>A required column is not there.</summary>
    public const string Missing = "missing";

    /// <summary>A required value is null.</summary>
    public const string Null = "null";

    /// <summary>A value of another type.</summary>
    public const string Type = "type";

    /// <summary>A number that is not finite.</summary>
    public const string Finite = "finite";

    /// <summary>A number outside what its type holds.</summary>
    public const string Range = "range";

    /// <summary>A row with another number of values.</summary>
    public const string Ragged = "ragged";

    /// <summary>A name given twice.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>No rows.</summary>
    public const string Empty = "empty";

    /// <summary>Beyond a limit.</summary>
    public const string Limit = "limit";
}
