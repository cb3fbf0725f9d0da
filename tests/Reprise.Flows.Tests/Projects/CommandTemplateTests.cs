using System.Diagnostics;
using Reprise.Flows.Projects;

namespace Reprise.Flows.Tests.Projects;

public sealed class CommandTemplateTests
{
    /// <summary>Values a shell would run if they ever became part of its text.</summary>
    public static TheoryData<string> HostileValues =>
    [
        "$(touch pwned)", "`touch pwned`", "; touch pwned", "'; touch pwned; '", "\"; touch pwned; \"", "\n touch pwned \n", "&& touch pwned", "| touch pwned", "a b  c", "*", "$HOME", "\\", "\\'", "-n",
        "şçığ 日本", "",
    ];

    [Theory]
    [MemberData(nameof(HostileValues))]
    public async Task Render_AnyValueInAnyQuotes_ReachesTheProgramAsItIsAndRunsNothing(string value)
    {
        var folder = Directory.CreateTempSubdirectory("reprise-template-").FullName;
        try
        {
            Assert.True(CommandTemplate.TryParse("""printf '[%s]' {v} "{v}" '{v}' --x={v} "a'{v}'" 'b"{v}"' # {v} ' """, out var template, out _));
            var start = new ProcessStartInfo("bash", ["-c", template.Render(_ => "V")]) { WorkingDirectory = folder, RedirectStandardOutput = true, Environment = { ["V"] = value } };
            using var bash = Process.Start(start)!;
            var said = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal($"[{value}][{value}][{value}][--x={value}][a'{value}'][b\"{value}\"]", said);
            Assert.Empty(Directory.GetFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("echo ${{HOME}} {{}}", "echo ${HOME} {}")]
    [InlineData("echo", "echo")]
    public void Render_DoubledBraces_AreBraces(string command, string rendered)
    {
        Assert.True(CommandTemplate.TryParse(command, out var template, out _));
        Assert.Equal(rendered, template.Render(name => name));
    }

    [Theory]
    [InlineData("echo {a")]
    [InlineData("echo a}")]
    [InlineData("echo {a b}")]
    [InlineData("echo {}")]
    [InlineData("echo {0}")]
    public void TryParse_BracesThatDoNotMatch_SaysWhere(string command)
    {
        Assert.False(CommandTemplate.TryParse(command, out _, out var problem));
        Assert.Contains("at character", problem);
    }
}
