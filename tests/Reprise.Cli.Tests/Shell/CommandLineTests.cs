using System.CommandLine;
using System.Text.RegularExpressions;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Tests.Shell;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("docto")]
    [InlineData("doctor", "--jso")]
    [InlineData("doctor", "--home")]
    public async Task RunAsync_WrongCommandLine_ExitsTwoWithHelpHintOnStandardErrorOnly(params string[] arguments)
    {
        var outcome = await RepriseProcess.RunAsync(arguments);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        Assert.Contains("--help", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("up", "--port", "0")]
    [InlineData("runs", "list")]
    [InlineData("models", "list")]
    public async Task RunAsync_HomeIsAFile_IsSaidAndTheFileKept(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "mine", TestContext.Current.CancellationToken);

        var outcome = await RepriseProcess.RunAsync([.. arguments, "--home", folder["file"]]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains($"The home '{folder["file"]}' is a file; a home is a folder.", outcome.Error);
        Assert.Equal("mine", await File.ReadAllTextAsync(folder["file"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunAsync_Version_PrintsNumber()
    {
        var outcome = await RepriseProcess.RunAsync("--version");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", outcome.Output);
    }

    [Fact]
    public async Task RunAsync_Help_NamesEveryCommandOfTheTree()
    {
        var outcome = await RepriseProcess.RunAsync("--help");

        Assert.Equal(0, outcome.ExitCode);
        Assert.All(Root().Subcommands, command => Assert.Contains(command.Name, outcome.Output));
    }

    [Fact]
    public void CreateRoot_EveryVerb_HasDescriptionAndAnExampleThatParses()
    {
        var root = Root();

        Assert.All(Verbs(root), verb =>
        {
            Assert.False(string.IsNullOrWhiteSpace(verb.Description), $"{verb.Name} has no description.");
            Assert.NotEmpty(verb.Examples);
            Assert.All(verb.Examples, example =>
            {
                Assert.StartsWith("reprise ", example);
                var command = Regex.Replace(example["reprise ".Length..], @" > \S+$", "");
                Assert.Empty(root.Parse(command).Errors);
                Assert.Same(verb, root.Parse(command).CommandResult.Command);
            });
        });
    }

    [Fact]
    public void CreateRoot_EveryOption_IsDescribed() =>
        Assert.All(Verbs(Root()).SelectMany(verb => verb.Options), option => Assert.False(string.IsNullOrWhiteSpace(option.Description), option.Name));

    private static RootCommand Root() => CommandLine.CreateRoot(Terminal.OfProcess());

    private static IEnumerable<RepriseCommand> Verbs(Command command) =>
        command.Subcommands.SelectMany(Verbs).Concat(command is RepriseCommand verb ? [verb] : []);
}
