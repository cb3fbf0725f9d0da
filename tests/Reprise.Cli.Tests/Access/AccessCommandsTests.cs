using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Reprise.Cli.Tests.Shell;

namespace Reprise.Cli.Tests.Access;

public sealed class AccessCommandsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UsersKeysRoles_BesideARunningServer_HoldFromTheNextRequest()
    {
        using var folder = new TemporaryFolder();
        var home = folder["home"];
        using var process = RepriseProcess.Start(["up", "--auth", "--port", "0", "--home", home], new Dictionary<string, string?>());
        var address = await RepriseProcess.AddressAsync(process);
        var error = await ReadUntilAsync(process.StandardError, "It is shown this once");

        var created = await RepriseProcess.RunAsync("users", "create", "nightly", "--service", "--home", home, "--json");
        var made = await RepriseProcess.RunAsync("keys", "create", "nightly", "--label", "tests", "--days", "1", "--home", home, "--json");
        using var key = JsonDocument.Parse(made.Output);
        var secret = key.RootElement.GetProperty("key").GetString()!;
        using var http = new HttpClient { BaseAddress = address };
        var stranger = await http.GetAsync(new Uri("version", UriKind.Relative), Token);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        var denied = await ExperimentAsync(http);
        var granted = await RepriseProcess.RunAsync("roles", "grant", "--user", "nightly", "--experiment", "0", "--permission", "read", "--home", home);
        var allowed = await ExperimentAsync(http);
        var remote = await RepriseProcess.RunAsync(
            ["experiments", "list", "--tracking-uri", address.ToString(), "--json"], new Dictionary<string, string?> { ["MLFLOW_TRACKING_TOKEN"] = secret });
        var listed = await RepriseProcess.RunAsync("keys", "list", "--home", home);
        var revoked = await RepriseProcess.RunAsync("keys", "revoke", key.RootElement.GetProperty("prefix").GetString()!, "--home", home);
        var ended = await ExperimentAsync(http);
        RepriseProcess.Interrupt(process);
        await process.WaitForExitAsync(Token);

        Assert.Matches(@"user name +admin\n +password +[a-z0-9]{6}(-[a-z0-9]{6}){3}", error);
        Assert.Equal((0, 0, 0, 0), (created.ExitCode, made.ExitCode, granted.ExitCode, revoked.ExitCode));
        Assert.Contains("\"kind\": \"service\"", created.Output);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (denied, allowed, ended));
        Assert.Contains("\"Default\"", remote.Output);
        Assert.Contains("tests", listed.Output);
        Assert.DoesNotContain(secret, listed.Output);
        Assert.All(Directory.GetFiles(home, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain(secret, ReadText(file)));
    }

    [Theory]
    [InlineData("up", "--auth", "--no-auth")]
    [InlineData("up", "--oidc-issuer", "https://issuer.example.org")]
    [InlineData("roles", "grant", "--experiment", "0", "--permission", "read")]
    [InlineData("roles", "add", "team")]
    public async Task Execute_OptionsThatContradict_ExitsTwo(params string[] arguments)
    {
        var outcome = await RepriseProcess.RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--help", outcome.Error);
    }

    private static async Task<HttpStatusCode> ExperimentAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("api/2.0/mlflow/experiments/get?experiment_id=0", UriKind.Relative), Token);
        return answer.StatusCode;
    }

    private static async Task<string> ReadUntilAsync(StreamReader reader, string words)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync(Token) is { } line)
        {
            lines.Add(line);
            if (line.Contains(words, StringComparison.Ordinal))
            {
                break;
            }
        }

        return string.Join('\n', lines);
    }

    private static string ReadText(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
