using System.Net;
using static Reprise.Server.Tests.Serving.ServingServer;

namespace Reprise.Server.Tests.Serving;

public sealed class InvocationEndpointsTests
{
    private static readonly int[] Rows = [0, 150, 250, 399];

    [Fact]
    public async Task Invocations_EveryForm_AnswersTheSameLabels()
    {
        await using var server = await StartAsync([5]);
        (string Body, string Type)[] requests =
        [
            ($"{{\"dataframe_split\": {MusicRequests.Split(Rows)}}}", "application/json"),
            ($"{{\"dataframe_records\": {MusicRequests.Rows(Rows)}}}", "application/json; charset=utf-8"),
            ($"{{\"instances\": {MusicRequests.Rows(Rows)}}}", "Application/JSON"),
            ($"{{\"instances\": [{string.Join(", ", Rows.Select(MusicRequests.Values))}]}}", "application/json"),
            ($"{{\"inputs\": {MusicRequests.Columnwise(Rows)}, \"params\": {{}}}}", "application/json"),
            (MusicRequests.Csv(Rows), "text/csv"),
        ];

        foreach (var (body, type) in requests)
        {
            using var response = await server.PostAsync("/invocations", body, type);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var answer = await JsonOf(response);
            Assert.Equal(["predictions"], answer.EnumerateObject().Select(property => property.Name));
            Assert.Equal(MusicRequests.Labels(5, Rows), MusicRequests.Texts(answer.GetProperty("predictions")));
            Assert.Equal(("turkish-music-emotion", "1"), (response.Headers.GetValues("X-Reprise-Model").Single(), response.Headers.GetValues("X-Reprise-Model-Version").Single()));
        }
    }

    [Fact]
    public async Task Invocations_ExampleOfTheModelDirectory_IsAnswered()
    {
        await using var server = await StartAsync([5]);
        var version = await server.Registry.Tracking.Registry.GetVersionAsync("turkish-music-emotion", 1, TestContext.Current.CancellationToken);
        await using var example = await server.Registry.Tracking.Artifacts.OpenReadAsync(version.Source, "serving_input_example.json", TestContext.Current.CancellationToken);

        using var response = await server.PostAsync("/invocations", await new StreamReader(example).ReadToEndAsync(TestContext.Current.CancellationToken));

        Assert.Equal(MusicRequests.Labels(5, 0, 150, 399), MusicRequests.Texts((await JsonOf(response)).GetProperty("predictions")));
    }

    [Fact]
    public async Task Invocations_ProbabilitiesAskedFor_AnswersThemBesideTheLabels()
    {
        await using var server = await StartAsync([5]);

        using var response = await server.PostAsync("/invocations", $"{{\"inputs\": {MusicRequests.Rows(0)}, \"params\": {{\"probabilities\": true}}}}");

        var answer = await JsonOf(response);
        Assert.Equal(["angry", "happy", "relax", "sad"], MusicRequests.Texts(answer.GetProperty("classes")));
        Assert.Equal(server.Registry.ExpectedOf(1), MusicRequests.Numbers(answer.GetProperty("probabilities")[0]));
        Assert.Equal(MusicRequests.Labels(5, 0), MusicRequests.Texts(answer.GetProperty("predictions")));
    }

    [Theory]
    [InlineData("{\"inputs\": [[1", "BAD_REQUEST")]
    [InlineData("{}", "BAD_REQUEST")]
    [InlineData("{\"inputs\": [{\"_Tempo_Mean\": \"fast\"}]}", "INVALID_PARAMETER_VALUE")]
    public async Task Invocations_BadBody_IsAnswered400InMlflowsWords(string body, string code)
    {
        await using var server = await StartAsync([5]);

        using var response = await server.PostAsync("/invocations", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var answer = await JsonOf(response);
        Assert.Equal(["error_code", "message"], answer.EnumerateObject().Select(property => property.Name));
        Assert.Equal(code, answer.GetProperty("error_code").GetString());
        Assert.DoesNotContain("   at ", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invocations_ManyProblems_AreAllInTheMessage()
    {
        await using var server = await StartAsync([5]);

        using var response = await server.PostAsync("/invocations", "{\"inputs\": [{\"_Tempo_Mean\": \"fast\"}]}");

        var lines = (await JsonOf(response)).GetProperty("message").GetString()!.Split('\n');
        Assert.Equal(50, lines.Length);
        Assert.Equal("inputs[0]._Tempo_Mean: must be a JSON number (double). Got the text \"fast\".", lines[0]);
        Assert.Equal("inputs[0]._RMSenergy_Mean: is missing; the model needs '_RMSenergy_Mean' (double).", lines[1]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Invocations_OtherContentType_Is415(string type)
    {
        await using var server = await StartAsync([5]);

        using var response = await server.PostAsync("/invocations", "{}", type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains($"text/csv, application/json. Got '{type}'", (await JsonOf(response)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invocations_LargeBodies_AreTakenToTheLimitAndRefusedBeyond()
    {
        await using var server = await StartAsync([5], options => options with { MaxRequestBytes = 6_000_000 });
        var rows = string.Join(", ", Enumerable.Repeat(MusicRequests.Values(0), 9_000));
        var body = $"{{\"instances\": [{rows}]}}";
        Assert.InRange(body.Length, 2_000_000, 6_000_000);

        using var taken = await server.PostAsync("/invocations", body.PadRight(5_999_999));
        using var refused = await server.PostAsync("/invocations", body.PadRight(6_000_001), headers: ("Expect", "100-continue"));

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(9_000, (await JsonOf(taken)).GetProperty("predictions").GetArrayLength());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task Routes_NothingPromoted_Are503WithTheCommandToRun()
    {
        await using var server = await StartAsync([]);

        using var invocation = await server.PostAsync("/invocations", "{}");
        using var ping = await server.Http.GetAsync("/ping", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (invocation.StatusCode, ping.StatusCode));
        Assert.Contains("reprise models promote", (await JsonOf(invocation)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ping_ModelServed_IsAnEmptyLine()
    {
        await using var server = await StartAsync([5]);

        Assert.Equal("\n", await server.Http.GetStringAsync("/ping", TestContext.Current.CancellationToken));
    }
}
