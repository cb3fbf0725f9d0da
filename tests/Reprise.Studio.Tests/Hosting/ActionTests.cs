using System.Net;

namespace Reprise.Studio.Tests.Hosting;

/// <summary>Actions over plain HTTP: what a stranger's page, an old page or a broken form can do, which is nothing.</summary>
public sealed class ActionTests(StudioServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Actions =>
    [
        "experiments/create", "experiments/rename", "experiments/delete", "experiments/restore", "runs/rename", "runs/delete", "runs/restore",
        "models/promote", "models/rollback", "models/alias", "models/alias/remove", "models/stage",
    ];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Post_WithoutThePagesToken_ChangesNothing(string action)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("HX-Request", "true");
        using var form = new FormUrlEncodedContent(
        [
            new("name", SampleHome.ModelName), new("id", server.Sample.ExperimentId), new("version", "1"), new("alias", "candidate"), new("stage", "Archived"),
        ]);

        using var answer = await http.PostAsync(action, form, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Reload it", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AnError_GoesBackToThePageAndSaysItOnce()
    {
        using var studio = await FormClient.OpenAsync(server.Address, "./");

        var page = await studio.PostAsync("experiments/create", ("name", "turkish-music-emotion"), ("return", "models?q=x"));

        Assert.Equal("/models?q=x", page.Path);
        Assert.Contains("role=\"alert\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("already exists", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("already exists", await studio.GetAsync("models"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Post_WithAForeignReturnAddress_StaysOnTheServer(string address)
    {
        using var studio = await FormClient.OpenAsync(server.Address, "./");
        var id = await server.Tracking.Experiments.CreateAsync($"stay {address}", cancellationToken: Token);

        var page = await studio.PostAsync("experiments/rename", ("id", id), ("name", $"stayed {address}"), ("return", address));

        Assert.Equal(server.Address.Authority, page.Authority);
    }

    [Fact]
    public async Task Get_Pages_CarryThePolicyAgainstForeignScripts()
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.GetAsync("models", Token);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(Token), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("experiments/999")]
    [InlineData("runs/nothing")]
    [InlineData("models/nothing")]
    [InlineData("models/nothing/try")]
    public async Task Get_WhatIsNotThere_IsAPageWith404(string address)
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.GetAsync(address, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Not here", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no/such/page")]
    [InlineData("experiment/1?q=<script>")]
    public async Task Get_NoPageInABrowser_IsAPageWith404AndAWayBack(string address)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        using var answer = await http.GetAsync(address, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Back to the experiments", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
