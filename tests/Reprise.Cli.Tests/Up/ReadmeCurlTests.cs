using System.Diagnostics;
using System.Text.RegularExpressions;
using Reprise.Cli.Tests.Demo;
using Reprise.Cli.Tests.Shell;

namespace Reprise.Cli.Tests.Up;

/// <summary>Runs the README's curl block as printed, but for the port, against <c>reprise up</c> on a demo's home.</summary>
public sealed class ReadmeCurlTests(SampleHome sample)
{
    [Fact]
    public async Task Readme_CurlBlock_WorksAsPrinted()
    {
        Assert.SkipUnless(Commands.Exist("bash", "curl", "sed"), "bash, curl or sed is not installed.");
        using var folder = new TemporaryFolder();
        using var server = RepriseProcess.Start(["up", "--port", "0", "--home", sample.CopyTo(folder)], SampleHome.NoData);
        try
        {
            var address = await RepriseProcess.AddressAsync(server);
            var block = CurlBlock();
            Assert.Contains("localhost:5000", block, StringComparison.Ordinal);

            // Every curl must succeed: its exit code, and an answer below 400, which -s alone would hide.
            var script = "set -euo pipefail\ncurl() { command curl --fail-with-body \"$@\"; }\n"
                + block.Replace("localhost:5000", address.Authority, StringComparison.Ordinal);
            var outcome = await BashAsync(script, folder["."]);

            Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
            Assert.Contains("\"path\": \"note.txt\"", outcome.Output, StringComparison.Ordinal);
            Assert.Contains("\"value\": 0.81", outcome.Output, StringComparison.Ordinal);
            Assert.Contains("\"predictions\"", outcome.Output, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
        }
    }

    private static string CurlBlock()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Reprise.slnx")))
        {
            folder = folder.Parent;
        }

        var readme = File.ReadAllText(Path.Combine(folder.FullName, "README.md"));
        return Regex.Match(readme, @"## With curl.*?```bash\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
    }

    private static async Task<ProcessOutcome> BashAsync(string script, string folder)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ProcessOutcome(bash.ExitCode, await output, await error);
    }

    private static class Commands
    {
        public static bool Exist(params string[] names) => names.All(name =>
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name))));
    }
}
