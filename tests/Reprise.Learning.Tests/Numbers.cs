using System.Globalization;

namespace Reprise.Learning.Tests;

internal static class Numbers
{
    /// <summary>Every value within <paramref name="tolerance"/> of its reference, relative to the larger of 1 and the reference.</summary>
    public static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var error = Math.Abs(expected[i] - actual[i]) / Math.Max(1, Math.Abs(expected[i]));
            Assert.True(
                error <= tolerance,
                string.Create(CultureInfo.InvariantCulture, $"Value {i} is {actual[i]:R}, the reference {expected[i]:R}: off by {error:G3}, allowed {tolerance:G3}."));
        }
    }
}
