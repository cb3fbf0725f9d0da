using Reprise.Testing;
using Reprise.Tracking.Client;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Search;

public sealed class LoggedModelSearchTests
{
    [Theory]
    [InlineData("", "third second first")]
    [InlineData("name = 'second'", "second")]
    [InlineData("name IN ('first', 'third') AND params.depth = '3'", "third")]
    [InlineData("attributes.model_type LIKE 'for%'", "third first")]
    [InlineData("tags.stage != 'old'", "third")]
    [InlineData("metrics.loss < 0.25", "second first")]
    [InlineData("creation_timestamp > 0 AND metrics.loss >= 0.3", "third")]
    public async Task Search_Filter_ReturnsWhatMatchesNewestFirst(string filter, string expected)
    {
        using var home = new TemporaryHome();
        await using var client = await ThreeModelsAsync(home);

        var page = await client.LoggedModels.SearchAsync(
            new LoggedModelQuery { ExperimentIds = ["0"], Filter = filter }, TestContext.Current.CancellationToken);

        Assert.Equal(expected, string.Join(' ', page.Items.Select(model => model.Name)));
    }

    [Theory]
    [InlineData("name", "first second third")]
    [InlineData("name DESC", "third second first")]
    [InlineData("metrics.loss ASC", "first second third")]
    [InlineData("metrics.extra DESC", "second third first")]
    public async Task Search_OrderBy_OrdersAndPutsMissingLast(string order, string expected)
    {
        using var home = new TemporaryHome();
        await using var client = await ThreeModelsAsync(home);
        var query = new LoggedModelQuery { ExperimentIds = ["0"], OrderBy = [order], MaxResults = 2 };

        var first = await client.LoggedModels.SearchAsync(query, TestContext.Current.CancellationToken);
        var rest = await client.LoggedModels.SearchAsync(query with { PageToken = first.NextPageToken }, TestContext.Current.CancellationToken);

        Assert.Null(rest.NextPageToken);
        Assert.Equal(expected, string.Join(' ', first.Items.Concat(rest.Items).Select(model => model.Name)));
    }

    [Theory]
    [InlineData("bogus.x = '1'", "Invalid entity type 'bogus'")]
    [InlineData("colour = 'red'", "Invalid attribute key 'colour'")]
    [InlineData("metrics.loss = 'x'", "Expected numeric value type for metric")]
    public async Task Search_BrokenFilter_IsRefusedWithTheReason(string filter, string message)
    {
        using var home = new TemporaryHome();
        await using var client = await ThreeModelsAsync(home);

        var exception = await Assert.ThrowsAsync<Reprise.Core.Errors.RepriseException>(() => client.LoggedModels.SearchAsync(
            new LoggedModelQuery { ExperimentIds = ["0"], Filter = filter }, TestContext.Current.CancellationToken));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static async Task<LocalTrackingClient> ThreeModelsAsync(TemporaryHome home)
    {
        var client = await home.OpenAsync(new DistinctTime());
        await AddAsync(client, "first", "forest", "2", "old", 0.1, null);
        await AddAsync(client, "second", "linear", "2", "old", 0.2, 5);
        await AddAsync(client, "third", "forest", "3", "new", 0.3, 4);
        return client;
    }

    private static async Task AddAsync(
        LocalTrackingClient client, string name, string type, string depth, string stage, double loss, double? extra)
    {
        var token = TestContext.Current.CancellationToken;
        var model = await client.LoggedModels.CreateAsync("0", name, type, parameters: [new("depth", depth)], tags: [new("stage", stage)], cancellationToken: token);
        var run = await client.Runs.CreateAsync(new NewRun { ExperimentId = "0" }, token);
        await client.Runs.LogMetricAsync(run.Info.RunId, new Metric("loss", loss, 1) { ModelId = model.ModelId }, token);
        if (extra is { } value)
        {
            await client.Runs.LogMetricAsync(run.Info.RunId, new Metric("extra", value, 1) { ModelId = model.ModelId }, token);
        }
    }
}
