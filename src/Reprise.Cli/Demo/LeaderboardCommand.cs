using System.CommandLine;
using System.Globalization;
using Reprise.Cli.Shell;
using Reprise.Learning.Metrics;
using Reprise.Tracking.Client;
using Spectre.Console;
using TurkishMusic.Leaderboards;

namespace Reprise.Cli.Demo;

/// <summary><c>reprise demo leaderboard</c>: eight algorithms on the music data, measured alike.</summary>
internal sealed class LeaderboardCommand : RepriseCommand
{
    private readonly HomeOption _home = new();
    private readonly JsonOption _json = new();
    private readonly NumberOption<int> _seed = new("--seed", "Seed of folds and estimators.", 42, 0, int.MaxValue / 2);
    private readonly NumberOption<int> _repeats = new("--repeats", "How often the outer folds are drawn anew.", 2, 1, 100);
    private readonly Option<string[]> _only = new("--only") { Description = "Only algorithms whose name contains this; may be repeated.", AllowMultipleArgumentsPerToken = true };

    public LeaderboardCommand(Terminal terminal)
        : base(terminal, "leaderboard", "Rate eight algorithms and a vote on the Turkish music data by nested cross-validation, copies kept in one fold, with intervals and a verdict on leaks and luck.")
    {
        Add(_home);
        Add(_repeats);
        Add(_only);
        Add(_seed);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise demo leaderboard", "reprise demo leaderboard --only forest --only vote --repeats 5", "reprise demo leaderboard --json > leaderboard.json"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var home = _home.Of(arguments);
        var options = new LeaderboardOptions
        {
            Home = home, Seed = arguments.GetValue(_seed), Repeats = arguments.GetValue(_repeats), Only = arguments.GetValue(_only) ?? [],
        };
        using var progress = new DemoProgress(Terminal, TimeProvider.System);
        await using var tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = home }, cancellationToken);
        var result = await new LeaderboardRun(tracking, options, TimeProvider.System).RunAsync(progress, cancellationToken);
        progress.Dispose();
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(LeaderboardReport.Of(result, home), CliJson.Text.LeaderboardReport);
        }
        else
        {
            Write(result, home);
        }

        if (result.Data.IsSample)
        {
            (arguments.GetValue(_json) ? Terminal.ErrorWriter : Terminal.OutputWriter).WriteLine(result.Data.Headline);
        }

        return ExitCode.Ok;
    }

    private void Write(LeaderboardResult result, string home)
    {
        var text = CultureInfo.InvariantCulture;
        var table = new Spectre.Console.Table { Border = TableBorder.Simple };
        table.AddColumns(
            new TableColumn("algorithm").NoWrap(), new TableColumn("accuracy").RightAligned().NoWrap(), new TableColumn("macro F1").RightAligned(), new TableColumn("ROC-AUC").RightAligned(), new TableColumn("tried").RightAligned());
        foreach (var entry in result.Entries)
        {
            table.AddRow(Markup.Escape(entry.Name), Cell(entry.Accuracy), Number(entry.F1), Number(entry.RocAuc), entry.ChosenOutside ? "*" : entry.Candidates.ToString(text));
        }

        Terminal.Output.Write(table);
        var output = Terminal.OutputWriter;
        output.WriteLine($"measured  {result.Scheme}");
        output.WriteLine(string.Create(text, $"tried     {result.Fits} settings in all, chosen within the training rows of each outer fold"));
        if (result.Entries.Any(entry => entry.ChosenOutside))
        {
            output.WriteLine("          * put together by looking at other folds of the same clips: its figures are hopeful, see docs/learning.md");
        }

        output.WriteLine("verdict");
        foreach (var line in result.Verdict.ToText().TrimEnd().Split('\n'))
        {
            output.WriteLine($"          {line}");
        }

        output.WriteLine(string.Create(text, $"took      {result.Seconds[^1].Value:0.0} s"));
        output.WriteLine($"look      {DemoSummary.Look(home)}");
    }

    private static string Number(ConfidenceInterval interval) => interval.Value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Cell(ConfidenceInterval interval) =>
        Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{interval.Value:0.000} [{interval.Low:0.000}, {interval.High:0.000}]"));
}
