using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Reprise.Studio.Charts;

namespace Reprise.Studio.Tests.Charts;

public sealed class SeriesEndpointTests(StudioServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_TwoRunsAndAMetric_GivesALineEach()
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var runs = server.Sample.RunIds.Skip(8).Take(2);

        var answer = await http.GetFromJsonAsync<JsonElement>(SeriesEndpoint.Address(runs, ["train_loss", "no such"]), Token);

        var series = answer.GetProperty("series").EnumerateArray().ToList();
        Assert.Equal(["random-forest-9", "logistic-regression-10"], series.Select(one => one.GetProperty("name").GetString()));
        Assert.All(series, one => Assert.Equal(40, one.GetProperty("points").GetArrayLength()));
    }

    [Fact]
    public async Task Send_TooManyRuns_IsRefused()
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.GetAsync(SeriesEndpoint.Address(Enumerable.Repeat("x", 21), ["a"]), Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
