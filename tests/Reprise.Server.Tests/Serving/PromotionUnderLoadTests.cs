using System.Globalization;
using System.Net;
using Reprise.Serving.Tests;
using static Reprise.Server.Tests.Serving.ServingServer;

namespace Reprise.Server.Tests.Serving;

[Trait("Culture", "none")]
public sealed class PromotionUnderLoadTests
{
    private const int Swaps = 100;
    private const int Clients = 4;

    [Fact]
    public async Task Promote_BackAndForthUnderLoad_DropsNoRequestAndMixesNoAnswer()
    {
        await using var server = await StartAsync([5, 3]);
        var expected = new Dictionary<int, double[]> { [1] = server.Registry.ExpectedOf(1), [2] = server.Registry.ExpectedOf(2) };
        Assert.NotEqual(expected[1], expected[2]);
        var body = $"{{\"instances\": {MusicRequests.Rows(0)}, \"params\": {{\"probabilities\": true}}}}";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(() => HammerAsync(server, body, expected, stop.Token))).ToArray();
        for (var swap = 1; swap <= Swaps; swap++)
        {
            var version = (swap % 2) + 1;
            using var promoted = await server.PostAsync(
                "/api/2.0/mlflow/registered-models/alias", $"{{\"name\": \"{MusicRegistry.Name}\", \"alias\": \"production\", \"version\": \"{version}\"}}");
            Assert.Equal(HttpStatusCode.OK, promoted.StatusCode);
            await server.Host.CheckAsync(TestContext.Current.CancellationToken);
            Assert.Equal(version, server.Host.State.Model!.Version);
        }

        await stop.CancelAsync();
        var answers = await Task.WhenAll(clients);
        Assert.All([1, 2], version => Assert.True(answers.Sum(counts => counts.GetValueOrDefault(version)) > 0, $"version {version} never answered"));
    }

    /// <summary>Asks until told to stop; every answer must be one version's whole answer. Counts the answers by version.</summary>
    private static async Task<Dictionary<int, int>> HammerAsync(ServingServer server, string body, Dictionary<int, double[]> expected, CancellationToken stop)
    {
        var counts = new Dictionary<int, int>();
        while (!stop.IsCancellationRequested)
        {
            using var response = await server.PostAsync("/invocations", body);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var version = int.Parse(response.Headers.GetValues("X-Reprise-Model-Version").Single(), CultureInfo.InvariantCulture);
            Assert.Equal(expected[version], MusicRequests.Numbers((await JsonOf(response)).GetProperty("probabilities")[0]));
            counts[version] = counts.GetValueOrDefault(version) + 1;
        }

        return counts;
    }
}
