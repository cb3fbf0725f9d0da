using Reprise.Studio.Text;

namespace Reprise.Studio.Tests.Text;

public sealed class WordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.795, "0.7950")]
    [InlineData(1, "1")]
    [InlineData(-3, "-3")]
    [InlineData(0, "0")]
    [InlineData(1234.5678, "1234.57")]
    [InlineData(0.000012345, "1.235e-5")]
    [InlineData(123456789.5, "1.235e+8")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.MaxValue, "∞")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Number_AnyMagnitude_ReadsWell(double value, string expected) => Assert.Equal(expected, Words.Number(value));

    [Theory]
    [InlineData(340, "340 ms")]
    [InlineData(4_290, "4.2 s")]
    [InlineData(59_999, "59.9 s")]
    [InlineData(72_000, "1 m 12 s")]
    [InlineData(11_100_000, "3 h 5 m")]
    [InlineData(187_200_000, "2 d 4 h")]
    [InlineData(-5, "0 ms")]
    public void Duration_AnyLength_UsesTheTwoLargestUnits(long milliseconds, string expected) => Assert.Equal(expected, Words.Duration(milliseconds));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KB")]
    [InlineData(5_242_880, "5 MB")]
    public void Bytes_AnySize_UsesTheLargestUnit(long bytes, string expected) => Assert.Equal(expected, Words.Bytes(bytes));

    [Theory]
    [InlineData(-3_000, "just now")]
    [InlineData(5_000, "just now")]
    [InlineData(42_000, "42 s ago")]
    [InlineData(180_000, "3 min ago")]
    [InlineData(7_200_000, "2 h ago")]
    [InlineData(86_400_000, "1 day ago")]
    [InlineData(864_000_000, "10 days ago")]
    [InlineData(5_184_000_000, "2 months ago")]
    [InlineData(63_072_000_000, "2 years ago")]
    public void Ago_AnyAge_IsRelative(long age, string expected) => Assert.Equal(expected, Words.Ago(Now.ToUnixTimeMilliseconds() - age, Now));

    [Fact]
    public void ExactTime_UnderAnyZone_IsUtc() => Assert.Equal("2026-03-01 12:00:00 UTC", Words.ExactTime(Now.ToUnixTimeMilliseconds()));

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void ExactTime_BeyondTheCalendar_IsClampedInsteadOfFailing(long value) => Assert.EndsWith("UTC", Words.ExactTime(value), StringComparison.Ordinal);
}
