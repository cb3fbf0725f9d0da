using Reprise.Studio.Charts;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Tests.Charts;

public sealed class PointsTests
{
    [Fact]
    public void Thin_FewPoints_KeepsThemByStep()
    {
        var points = Points.Thin([new Metric("a", 2, 20, 2), new Metric("a", 1, 10, 1)]);

        Assert.Equal([1.0, 2.0], points.Select(point => point[0]));
    }

    [Fact]
    public void Thin_ManyPoints_KeepsEndsAndExtremes()
    {
        var history = Enumerable.Range(0, 100_000).Select(step => new Metric("a", step == 40_123 ? 99 : step == 70_001 ? -99 : Math.Sin(step), step, step)).ToList();

        var points = Points.Thin(history);

        Assert.InRange(points.Count, 1000, Points.Limit);
        Assert.Equal((0.0, 99_999.0), (points[0][0], points[^1][0]));
        Assert.Contains(points, point => point[1] == 99);
        Assert.Contains(points, point => point[1] == -99);
        Assert.Equal(points.Select(point => point[0]).Order(), points.Select(point => point[0]));
    }

    [Fact]
    public void Thin_NotNumbers_AreLeftOut()
    {
        var points = Points.Thin([new Metric("a", double.NaN, 1, 1), new Metric("a", double.MaxValue, 2, 2), new Metric("a", 0.5, 3, 3)]);

        Assert.Equal(0.5, Assert.Single(points)[1]);
    }
}
