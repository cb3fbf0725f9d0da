using System.Net;

namespace Reprise.Server.Tests.Operations;

public sealed class ReadinessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_HealthyHome_AnswersOkAndLeavesNoFile()
    {
        await using var server = await RunningServer.StartAsync();

        var text = await server.Http.GetStringAsync("/ready", Token);

        Assert.Equal("ready", text);
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Home, "artifacts"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Ready_ArtifactRootGone_Answers503WithWordsAndNoPath()
    {
        await using var server = await RunningServer.StartAsync();
        var artifacts = Path.Combine(server.Home, "artifacts");
        Directory.Delete(artifacts, recursive: true);
        await File.WriteAllTextAsync(artifacts, "a file where the folder was", Token);

        using var answer = await server.Http.GetAsync("/ready", Token);
        using var health = await server.Http.GetAsync("/health", Token);
        var text = await answer.Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.StartsWith("The artifact root is not usable (", text);
        Assert.DoesNotContain(server.Home, text);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Ready_DatabaseDamaged_Answers503AndNamesTheDatabase()
    {
        await using var server = await RunningServer.StartAsync();
        var files = Directory.GetFiles(server.Home, "mlflow.db*");
        foreach (var path in files)
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            var noise = new byte[(int)Math.Max(file.Length, 4096)];
            Array.Fill(noise, (byte)0x5A);
            await file.WriteAsync(noise, Token);
        }

        using var answer = await server.Http.GetAsync("/ready", Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.StartsWith("The tracking database is not usable (", await answer.Content.ReadAsStringAsync(Token));
    }
}
