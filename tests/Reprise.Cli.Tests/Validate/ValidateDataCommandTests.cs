using System.Text;
using System.Text.Json;
using Reprise.Cli.Tests.Shell;

namespace Reprise.Cli.Tests.Validate;

public sealed class ValidateDataCommandTests : IDisposable
{
    private const string Rules =
        """
        {
          "name": "songs", "target": "mood",
          "columns": [
            { "name": "mood", "type": "string", "labels": ["happy", "sad"] },
            { "name": "tempo", "type": "double", "minimum": 40, "maximum": 250 }
          ]
        }
        """;

    private const string Dirty = "mood,tempo,more\nhappy,100,1\n SAD ,oops,2\nsad, 120 ,3\nsad,999,4\n,80,5\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("reprise-validate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Execute_CleanFile_ExitsZero()
    {
        Put("songs.csv", "mood,tempo\nhappy,100\nsad,120\n");
        Put("rules.json", Rules);

        var outcome = await Run("songs.csv", "--rules", "rules.json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("PASSED: 0 errors, 0 warnings; 2 of 2 rows have no error.", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Rules: songs (rules.json)", outcome.Output, StringComparison.Ordinal);
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public async Task Execute_DirtyFile_ExitsThreeWithSummaryThenPlaces()
    {
        Put("songs.csv", Dirty);
        Put("rules.json", Rules);

        var outcome = await Run("songs.csv", "--rules", "rules.json", "--limit", "3");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("FAILED: 5 errors, 1 warning; 2 of 5 rows have no error.", outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n2 +3 +tempo +'oops' +junk +this is no number\.", outcome.Output);
        Assert.Contains("… and 3 more problems: see them all with --limit 0, or with --json.", outcome.Output, StringComparison.Ordinal);
        Assert.True(outcome.Output.IndexOf("severity", StringComparison.Ordinal) < outcome.Output.IndexOf("line", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Execute_Json_IsOneDocumentWithEveryProblem()
    {
        Put("songs.csv", Dirty);
        Put("rules.json", Rules);

        var outcome = await Run("songs.csv", "--rules", "rules.json", "--json", "--clean", "clean.csv", "--changes", "changes.csv");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Equal("", outcome.Error);
        using var document = JsonDocument.Parse(outcome.Output);
        var root = document.RootElement;
        Assert.Equal(
            ["extra_column", "odd_label", "junk", "padded", "out_of_range", "blank_label"],
            root.GetProperty("validation").GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("rule").GetString()));
        Assert.Equal("file", root.GetProperty("rules_source").GetString());
        Assert.False(root.GetProperty("validation").GetProperty("passed").GetBoolean());
        Assert.True(root.GetProperty("cleaned").GetProperty("passed").GetBoolean());
        Assert.Equal("mood,tempo\nhappy,100\nsad,110\nsad,120\nsad,110\n", Read("clean.csv"));
        Assert.Equal(7, Read("changes.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Execute_DropPolicy_DropsRows()
    {
        Put("songs.csv", Dirty);
        Put("rules.json", Rules);

        await Run("songs.csv", "--rules", "rules.json", "--clean", "clean.csv", "--missing", "drop");

        Assert.Equal("mood,tempo\nhappy,100\nsad,120\n", Read("clean.csv"));
    }

    [Fact]
    public async Task Execute_TurkishHeaderWithoutRules_UsesTheBuiltInOnes()
    {
        var names = TurkishMusic.TurkishMusicFeatures.Names;
        Put("songs.csv", $"Class,{string.Join(',', names)}\nsad,{string.Join(',', names.Select(_ => "99999"))}\n");

        var outcome = await Run("songs.csv");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("Rules: turkish-music-emotion (built in", outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"out_of_range +error +50\n", outcome.Output);
    }

    [Fact]
    public async Task Execute_UnknownHeaderWithoutRules_InfersAndSaysSo()
    {
        var rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{(i == 7 ? "oops" : "1.5")}\n"));
        Put("songs.csv", "id,x\n" + rows);

        var outcome = await Run("songs.csv");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("Rules: inferred from the file itself", outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n8 +9 +x +'oops' +junk", outcome.Output);
    }

    [Fact]
    public async Task Execute_InferRules_WritesRulesTheFilePassesAndReplacesNone()
    {
        Put("songs.csv", "mood,tempo\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{(i % 2 == 0 ? "happy" : "sad")},{100 + i}\n")));

        var first = await Run("songs.csv", "--infer-rules", "rules.json");
        var second = await Run("songs.csv", "--infer-rules", "rules.json");
        var check = await Run("songs.csv", "--rules", "rules.json");
        var nowhere = await Run("songs.csv", "--infer-rules", "nowhere/rules.json");

        Assert.Equal((0, 1, 0, 2), (first.ExitCode, second.ExitCode, check.ExitCode, nowhere.ExitCode));
        Assert.Contains("is not there", nowhere.Error, StringComparison.Ordinal);
        Assert.Contains("may have been edited", second.Error, StringComparison.Ordinal);
        Assert.Contains("\"maximum\": 119", Read("rules.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows-1254", ';')]
    [InlineData("utf-16", '\t')]
    public async Task Execute_OtherEncodingAndDelimiter_AreRead(string encoding, char delimiter)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Put("rules.json", """{ "name": "x", "columns": [ { "name": "şarkı", "type": "string", "labels": ["çay"] }, { "name": "b", "type": "long" } ] }""");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "x.csv"), $"şarkı{delimiter}b\nçay{delimiter}1\n", Encoding.GetEncoding(encoding), TestContext.Current.CancellationToken);

        var outcome = await Run("x.csv", "--rules", "rules.json", "--encoding", encoding, "--delimiter", delimiter == '\t' ? "tab" : ";");

        Assert.Equal(0, outcome.ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n1,\"2\n")]
    [InlineData("a,b\n1\n")]
    [InlineData("\0\0\0")]
    public async Task Execute_BrokenFile_ExitsThreeAndNamesTheFault(string content)
    {
        Put("songs.csv", content);

        var outcome = await Run("songs.csv");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("structure", outcome.Output, StringComparison.Ordinal);
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public async Task Execute_WhatCannotBeCleaned_ShowsTheReportAndExitsTwo()
    {
        Put("songs.csv", "mood,tempo\nsad,\"1\n");
        Put("rules.json", Rules);

        var outcome = await Run("songs.csv", "--rules", "rules.json", "--clean", "clean.csv");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("FAILED", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("never closed", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "clean.csv")));
    }

    [Theory]
    [InlineData(2, "give both", "songs.csv", "--changes", "changes.csv")]
    [InlineData(2, "--infer-rules", "songs.csv", "--infer-rules", "a.json", "--rules", "b.json")]
    [InlineData(2, "one character", "songs.csv", "--delimiter", "abc")]
    [InlineData(2, "no encoding", "songs.csv", "--encoding", "klingon")]
    [InlineData(2, "from 0 on", "songs.csv", "--limit", "-1")]
    [InlineData(2, "raw data is not replaced", "songs.csv", "--clean", "./songs.csv")]
    [InlineData(1, "There is no file 'none.csv'", "none.csv")]
    [InlineData(1, "There is no file 'none.json'", "songs.csv", "--rules", "none.json")]
    public async Task Execute_WrongUse_IsExplained(int exitCode, string words, params string[] arguments)
    {
        Put("songs.csv", "mood,tempo\nsad,100\n");

        var outcome = await Run(arguments);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(words, outcome.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--changes 'clean.csv' is the same file as --clean", "songs.csv", "--clean", "clean.csv", "--changes", "clean.csv")]
    [InlineData("--clean './rules.json' is the same file as --rules", "songs.csv", "--rules", "rules.json", "--clean", "./rules.json")]
    [InlineData("--changes 'rules.json' is the same file as --rules", "songs.csv", "--rules", "rules.json", "--clean", "c.csv", "--changes", "rules.json")]
    [InlineData("raw data is not replaced", "link.csv", "--clean", "songs.csv")]
    [InlineData("raw data is not replaced", "songs.csv", "--clean", "there/songs.csv")]
    [InlineData("raw data is not replaced", "songs.csv", "--clean", "clean.csv", "--changes", "link.csv")]
    public async Task Execute_FilesThatAreOneAndTheSame_AreRefusedBeforeAnythingIsWritten(string words, params string[] arguments)
    {
        Put("songs.csv", Dirty);
        Put("rules.json", Rules);
        File.CreateSymbolicLink(Path.Combine(_folder, "link.csv"), "songs.csv");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "there"), _folder);

        var outcome = await Run(arguments);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(words, outcome.Error, StringComparison.Ordinal);
        Assert.Equal((Dirty, Rules), (Read("songs.csv"), Read("rules.json")));
        Assert.False(File.Exists(Path.Combine(_folder, "clean.csv")));
        Assert.False(File.Exists(Path.Combine(_folder, "c.csv")));
    }

    private Task<ProcessOutcome> Run(params string[] arguments) =>
        RepriseProcess.RunAsync(["validate", "data", .. arguments], new Dictionary<string, string?>(), _folder);

    private void Put(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));
}
