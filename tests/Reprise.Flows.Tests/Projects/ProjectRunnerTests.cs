using System.Diagnostics;
using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Flows.Projects;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace Reprise.Flows.Tests.Projects;

[Trait("Culture", "none")]
public sealed class ProjectRunnerTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("reprise-project-test-").FullName;
    private LocalTrackingClient _tracking = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Project => Path.Combine(_root, "project");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Project);
        _tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = Path.Combine(_root, "home") }, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _tracking.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task RunAsync_AProject_RunsItsCommandInItsFolderAndRecordsIt()
    {
        Write("MLproject", """
            name: t
            entry_points:
              main:
                parameters:
                  alpha: {type: float, default: 0.5}
                  data: path
                command: 'printf "%s|%s|%s|%s|%s|%s" {alpha} {data} "$MLFLOW_RUN_ID" "$MLFLOW_EXPERIMENT_ID" "$MLFLOW_TRACKING_URI" "$PWD" > out.txt; echo "$@" >> out.txt; true'
            """);
        Write("d.csv", "1");

        var outcome = await RunAsync(new() { ["data"] = "project/d.csv", ["extra"] = "a b" });

        var run = await _tracking.Runs.GetAsync(outcome.RunId, Token);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(RunStatus.Finished, run.Info.Status);
        Assert.Equal($"0.5|{Path.Combine(Project, "d.csv")}|{outcome.RunId}|0|http://127.0.0.1:1|{Project}", (await File.ReadAllLinesAsync(Path.Combine(Project, "out.txt"), Token))[0]);
        Assert.Equal(
            [("alpha", "0.5"), ("data", Path.Combine(Project, "d.csv")), ("extra", "a b")],
            run.Params.Select(param => (param.Key, param.Value)).Order());
        Assert.Equal(("PROJECT", Project, "main", "system"), (Tag(run, "mlflow.source.type"), Tag(run, "mlflow.source.name"), Tag(run, "mlflow.project.entryPoint"), Tag(run, "mlflow.project.env")));
    }

    [Fact]
    public async Task RunAsync_ACommandThatFails_MakesTheRunFailed()
    {
        Write("MLproject", "entry_points: {main: {command: 'exit 7'}}");

        var outcome = await RunAsync([]);

        Assert.Equal((7, RunStatus.Failed), (outcome.ExitCode, (await _tracking.Runs.GetAsync(outcome.RunId, Token)).Info.Status));
    }

    [Fact]
    public async Task RunAsync_ValuesThatBreakTheirTypes_AreAllListedAndNoRunIsMade()
    {
        Write("MLproject", "entry_points: {main: {parameters: {a: float, b: path, c: string, d: path}, command: 'true {a} {b} {c} {d}'}}");

        var refusal = await Assert.ThrowsAsync<RepriseException>(() => RunAsync(new() { ["a"] = "0,5", ["b"] = "none.csv", ["d"] = "s3://b/k", ["e f"] = "1" }));

        Assert.Equal(5, refusal.Problems.Count);
        Assert.Empty((await _tracking.Runs.SearchAsync(new RunQuery { ExperimentIds = ["0"] }, Token)).Items);
    }

    [Fact]
    public async Task RunAsync_CancelledInTheMiddle_KillsTheCommandAndItsChildren()
    {
        Write("MLproject", "entry_points: {main: {command: 'trap \"\" TERM INT; sleep 600 & echo $! > child; wait; sleep 600'}}");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = RunAsync([], stop.Token);
        while (!File.Exists(Path.Combine(Project, "child")) || new FileInfo(Path.Combine(Project, "child")).Length == 0)
        {
            await Task.Delay(5, Token);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        var child = int.Parse(await File.ReadAllTextAsync(Path.Combine(Project, "child"), Token), CultureInfo.InvariantCulture);
        while (IsAlive(child))
        {
            await Task.Delay(5, Token);
        }

        Assert.Equal(RunStatus.Killed, Assert.Single((await _tracking.Runs.SearchAsync(new RunQuery { ExperimentIds = ["0"] }, Token)).Items).Info.Status);
    }

    [Fact]
    public async Task RunAsync_OfARepositoryAtATag_RunsThatCommitAndRecordsIt()
    {
        Write("sub/MLproject", "entry_points: {main: {command: 'cat what.txt > \"$OUT\"'}}");
        Write("sub/what.txt", "first");
        var first = Commit("one", "v1");
        Write("sub/what.txt", "second");
        var second = Commit("two", null);
        Environment.SetEnvironmentVariable("OUT", Path.Combine(_root, "out"));

        var outcome = await RunAsync([], uri: $"file://{Project}#sub", version: "v1");
        Assert.Equal("first", await File.ReadAllTextAsync(Path.Combine(_root, "out"), Token));
        var run = await _tracking.Runs.GetAsync(outcome.RunId, Token);
        Assert.Equal((first, $"file://{Project}", $"file://{Project}#sub"), (Tag(run, "mlflow.source.git.commit"), Tag(run, "mlflow.gitRepoURL"), Tag(run, "mlflow.source.name")));

        await RunAsync([], uri: $"file://{Project}#sub");
        Assert.Equal("second", await File.ReadAllTextAsync(Path.Combine(_root, "out"), Token));
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("file://{0}#../..", null)]
    [InlineData("file://{0}#/etc", null)]
    [InlineData("file://{0}", "--upload-pack=touch pwned")]
    [InlineData("file://{0}", "nothing-of-that-name")]
    [InlineData("file://{0}/none", null)]
    [InlineData("ext::sh -c 'touch pwned'", null)]
    [InlineData("--upload-pack=touch pwned", null)]
    [InlineData("{0}/none", null)]
    public async Task RunAsync_OfWhatIsNoProject_IsRefusedAndRunsNothing(string uri, string? version)
    {
        Write("MLproject", "entry_points: {main: {command: 'true'}}");
        Commit("one", null);

        await Assert.ThrowsAsync<RepriseException>(() => RunAsync([], uri: string.Format(CultureInfo.InvariantCulture, uri, Project), version: version));

        Assert.Empty(Directory.GetFiles(_root, "pwned", SearchOption.AllDirectories));
        Assert.Empty((await _tracking.Runs.SearchAsync(new RunQuery { ExperimentIds = ["0"] }, Token)).Items);
    }

    [Fact]
    public async Task RunAsync_WithAPythonEnvironment_MakesItOnceAndRunsInIt()
    {
        Assert.SkipUnless(HasVenv(), "python3 with the module venv is not on the PATH");
        Write("MLproject", "python_env: env.yaml\nentry_points: {main: {command: 'command -v python3 > where.txt'}}");
        Write("env.yaml", "dependencies: []");

        await RunAsync([]);
        await RunAsync([]);

        var environments = Directory.GetDirectories(Path.Combine(_root, "environments"));
        Assert.Equal(Path.Combine(Assert.Single(environments), "bin", "python3"), (await File.ReadAllTextAsync(Path.Combine(Project, "where.txt"), Token)).Trim());
    }

    [Fact]
    public async Task RunAsync_WithAPythonVersionNobodyHas_SaysSoAndTheRunFails()
    {
        Write("MLproject", "python_env: env.yaml\nentry_points: {main: {command: 'true'}}");
        Write("env.yaml", "python: \"9.99\"");

        var refusal = await Assert.ThrowsAsync<RepriseException>(() => RunAsync([]));

        Assert.Contains("needs Python 9.99", refusal.Message);
        Assert.Equal(RunStatus.Failed, Assert.Single((await _tracking.Runs.SearchAsync(new RunQuery { ExperimentIds = ["0"] }, Token)).Items).Info.Status);
    }

    [Fact]
    public async Task RunAsync_ScriptOfTheProject_IsAnEntryPoint()
    {
        Write("steps/train it's.sh", "printf %s \"$*\" > args.txt");

        await RunAsync(new() { ["alpha"] = "1 2" }, entryPoint: "steps/train it's.sh");

        Assert.Equal("--alpha 1 2", await File.ReadAllTextAsync(Path.Combine(Project, "args.txt"), Token));
        await Assert.ThrowsAsync<RepriseException>(() => RunAsync([], entryPoint: "../outside.sh"));
    }

    private Task<ProjectOutcome> RunAsync(
        Dictionary<string, string> parameters, CancellationToken? token = null, string? uri = null, string? version = null, string entryPoint = "main") =>
        new ProjectRunner(_tracking) { Grace = TimeSpan.FromMilliseconds(50) }.RunAsync(
            new ProjectRequest
            {
                Uri = uri ?? Project,
                Version = version,
                EntryPoint = entryPoint,
                Parameters = parameters,
                Folder = _root,
                ExperimentId = "0",
                TrackingUri = new Uri("http://127.0.0.1:1"),
                EnvironmentCache = Path.Combine(_root, "environments"),
            },
            _ => { },
            token ?? Token);

    private static string? Tag(Run run, string key) => run.Tags.FirstOrDefault(tag => tag.Key == key).Value;

    private void Write(string name, string text)
    {
        var path = Path.Combine(Project, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string Commit(string message, string? tag)
    {
        Git("init", "--quiet");
        Git("add", "-A");
        Git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", message);
        if (tag is not null)
        {
            Git("tag", tag);
        }

        return Git("rev-parse", "HEAD").Trim();
    }

    private string Git(params string[] arguments) => Run("git", Project, arguments);

    private static string Run(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private static bool HasVenv()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", "import venv, ensurepip"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Whether a process runs; one that is dead and not yet buried by its parent does not.</summary>
    private static bool IsAlive(int id) => File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1][0] != 'Z';
}
