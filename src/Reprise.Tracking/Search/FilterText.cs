using Reprise.Core.Errors;

namespace Reprise.Tracking.Search;

/// <summary>Text as a value of MLflow's filters, which have two quotes and no escape.</summary>
public static class FilterText
{
    /// <summary>The text in quotes it does not hold itself.</summary>
    /// <exception cref="RepriseException">It holds both.</exception>
    public static string Quote(string text) =>
        !text.Contains('\'', StringComparison.Ordinal) ? $"'{text}'"
        : !text.Contains('"', StringComparison.Ordinal) ? $"\"{text}\""
        : throw new RepriseException(ErrorCode.InvalidParameterValue, "A search cannot hold both ' and \". Leave one of them out.");
}
