using System.Globalization;
using System.Runtime.CompilerServices;
using Reprise.Core.Errors;

namespace Reprise.Testing.Conformance;

/// <summary>Expectations of a check. Each throws <see cref="ConformanceException"/> with what was expected and what was found.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new ConformanceException($"{what}: expected {Text(expected)}, found {Text(actual)}");
        }
    }

    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        var (wanted, found) = (expected.ToList(), actual.ToList());
        if (!wanted.SequenceEqual(found))
        {
            throw new ConformanceException($"{what}: expected [{string.Join(", ", wanted.Select(Text))}], found [{string.Join(", ", found.Select(Text))}]");
        }
    }

    public static void True(bool condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        if (!condition)
        {
            throw new ConformanceException($"expected {what}");
        }
    }

    /// <summary>The act is refused with this code and exactly these words.</summary>
    public static async Task RefusedAsync(ErrorCode code, string message, Func<Task> act)
    {
        var refusal = await RefusalAsync(code, act);
        Equal(message, refusal.Message);
    }

    /// <summary>The act is refused with this code, in words that contain these.</summary>
    public static async Task RefusedWithAsync(ErrorCode code, string words, Func<Task> act)
    {
        var refusal = await RefusalAsync(code, act);
        True(refusal.Message.Contains(words, StringComparison.Ordinal), $"'{words}' in '{refusal.Message}'");
    }

    private static async Task<RepriseException> RefusalAsync(ErrorCode code, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RepriseException refusal)
        {
            Equal(code, refusal.Code, $"code of '{refusal.Message}'");
            return refusal;
        }

        throw new ConformanceException($"expected a refusal with {code}, and it was accepted");
    }

    private static string Text<T>(T value) => value is null ? "null" : value is string text ? $"'{text}'" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
