using Reprise.Core.Errors;

namespace Reprise.Studio.Models;

/// <summary>Text as a value of MLflow's filters, which have two quotes and no escape.</summary>
internal static class Quoted
{
    /// <summary>The text in quotes it does not hold itself.</summary>
    /// <exception cref="RepriseException">It holds both.</exception>
    public static string Text(string text) =>
        !text.Contains('\'', StringComparison.Ordinal) ? $"'{text}'"
        : !text.Contains('"', StringComparison.Ordinal) ? $"\"{text}\""
        : throw new RepriseException(ErrorCode.InvalidParameterValue, "A search cannot hold both ' and \". Leave one of them out.");
}
