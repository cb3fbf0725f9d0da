using System.Globalization;

namespace Reprise.Architecture.Tests;

public sealed class TestPassTests
{
    [Fact]
    public void Culture_OfAPassThatAsksForOne_IsInForce()
    {
        var asked = Environment.GetEnvironmentVariable("REPRISE_TEST_CULTURE");
        if (asked is null)
        {
            return;                                             // the first pass of ./test runs under the machine's own culture
        }

        Assert.Equal(asked, CultureInfo.CurrentCulture.Name);
        Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
        Assert.NotEqual(TimeSpan.Zero, TimeZoneInfo.Local.GetUtcOffset(DateTimeOffset.UnixEpoch));
    }
}
