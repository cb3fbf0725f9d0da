using System.CommandLine;
using System.Globalization;
using Reprise.Cli.Shell;
using Reprise.Tracking.Client;
using Spectre.Console;
using TelcoChurn;

namespace Reprise.Cli.Demo;

/// <summary><c>reprise demo churn</c>: the churn models, from customers to a promoted version.</summary>
internal sealed class ChurnCommand : RepriseCommand
{
    private readonly HomeOption _home = new();
    private readonly JsonOption _json = new();
    private readonly NumberOption<int> _seed = new("--seed", "Seed of splits and estimators.", 42, 0, int.MaxValue);
    private readonly NumberOption<double> _minimum = new("--gate-min-f1", "The F1 of leaving customers a new model must reach on held-out rows to go live.", 0.6, 0, 1);
    private readonly Option<bool> _quick = new("--quick") { Description = "Search four forests instead of 36." };

    public ChurnCommand(Terminal terminal)
        : base(terminal, "churn", "Search, compare, track, register, stage, judge and score churn models of telephone customers.")
    {
        Add(_home);
        Add(_seed);
        Add(_minimum);
        Add(_quick);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise demo churn", "reprise demo churn --quick", "reprise demo churn --json > churn.json"];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes =>
        [(ExitCode.Refused, "the data broke its contract, or the gate said no: the version stays in Staging")];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var home = _home.Of(arguments);
        var options = new ChurnOptions
        {
            Home = home, Seed = arguments.GetValue(_seed), MinimumF1 = arguments.GetValue(_minimum), WholeGrid = !arguments.GetValue(_quick),
        };
        using var progress = new DemoProgress(Terminal, TimeProvider.System);
        await using var tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = home }, cancellationToken);
        var result = await new ChurnLoop(tracking, options, TimeProvider.System).RunAsync(progress, cancellationToken);
        progress.Dispose();
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(ChurnReport.Of(result, home), CliJson.Text.ChurnReport);
        }
        else
        {
            Write(result, home);
        }

        if (result.Data.IsSample)
        {
            (arguments.GetValue(_json) ? Terminal.ErrorWriter : Terminal.OutputWriter).WriteLine(result.Data.Headline);
        }

        return result.Promotion.Promoted ? ExitCode.Ok : ExitCode.Refused;
    }

    private void Write(ChurnResult result, string home)
    {
        var text = CultureInfo.InvariantCulture;
        var table = new Spectre.Console.Table { Border = TableBorder.Simple };
        table.AddColumns(new TableColumn("family"), new TableColumn("ROC-AUC").RightAligned(), new TableColumn("F1 (Yes)").RightAligned(), new TableColumn("accuracy").RightAligned());
        foreach (var score in result.Families)
        {
            table.AddRow(
                Markup.Escape(score.Name),
                string.Create(text, $"{score.RocAuc:0.0000} ± {score.RocAucSd:0.0000}"),
                string.Create(text, $"{score.F1:0.0000} ± {score.F1Sd:0.0000}"),
                string.Create(text, $"{score.Accuracy:0.0000}"));
        }

        Terminal.Output.Write(table);
        var output = Terminal.OutputWriter;
        output.WriteLine($"measured  {result.Scheme}");
        output.WriteLine(string.Create(text, $"grid      {result.Grid.Count} forests as nested runs; best: {result.Grid.Best}"));
        output.WriteLine(string.Create(
            text, $"all rows  {result.Winner.Name}: ROC-AUC {result.Winner.RocAuc:0.0000} ± {result.Winner.RocAucSd:0.0000}, F1 {result.Winner.F1:0.0000} ± {result.Winner.F1Sd:0.0000} over the folds"));
        output.WriteLine(string.Create(text, $"held out  ROC-AUC {result.HeldOut["roc_auc_ovr"]:0.0000}, F1 {result.HeldOut["f1"]:0.0000}, accuracy {result.HeldOut["accuracy"]:0.0000}"));
        output.WriteLine(string.Create(text, $"model     {ChurnLoop.ModelName} version {result.Promotion.Version.Version}, run {result.RunId}"));
        output.WriteLine($"gate      {string.Join(' ', result.Promotion.Verdict!.Words)}");
        output.WriteLine(result.Promotion.Promoted ? $"          PASSED: the version is live as @{ChurnLoop.Alias}." : "          REFUSED: the version stays in Staging.");
        output.WriteLine("guard");
        foreach (var line in result.Guard.ToText().TrimEnd().Split('\n'))
        {
            output.WriteLine($"          {line}");
        }

        output.WriteLine(string.Create(text, $"took      {result.Seconds[^1].Value:0.0} s"));
        output.WriteLine($"look      {DemoSummary.Look(home)}");
    }
}
