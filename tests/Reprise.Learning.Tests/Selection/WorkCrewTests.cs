using Reprise.Learning.Selection;

namespace Reprise.Learning.Tests.Selection;

public sealed class WorkCrewTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Run_ManyTimes_DoesEachItemOnceBeforeItReturns(int workers)
    {
        using var crew = new WorkCrew(workers);
        for (var run = 0; run < 300; run++)
        {
            var done = new int[run % 13];
            crew.Run(done.Length, i => done[i]++);

            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    /// <summary>Both items must be under way before either ends, so neither thread did them alone.</summary>
    [Fact]
    public void Run_OfTwoWorkers_RunsItemsSideBySide()
    {
        using var crew = new WorkCrew(2);
        using var both = new Barrier(2);

        crew.Run(2, _ => Assert.True(both.SignalAndWait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Run_OfWorkThatThrows_ThrowsItAsItIsAfterTheOtherItems()
    {
        using var crew = new WorkCrew(2);
        var done = 0;

        var thrown = Assert.Throws<InvalidTimeZoneException>(() => crew.Run(
            9,
            i =>
            {
                Interlocked.Increment(ref done);
                if (i == 3)
                {
                    throw new InvalidTimeZoneException("item 3");
                }
            }));

        Assert.Equal("item 3", thrown.Message);
        Assert.Equal(9, done);
        crew.Run(1, _ => done = 0);
        Assert.Equal(0, done);
    }
}
