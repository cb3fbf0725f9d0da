using System.CommandLine;
using System.Globalization;
using MnistDigits;
using Reprise.Cli.Shell;
using Reprise.Tracking.Client;

namespace Reprise.Cli.Demo;

/// <summary><c>reprise demo digits</c>: the MNIST forest, from images to a registered model.</summary>
internal sealed class DigitsCommand : RepriseCommand
{
    private readonly HomeOption _home = new();
    private readonly JsonOption _json = new();
    private readonly NumberOption<int> _trees = new("--trees", "Trees of the random forest.", 120, 1, 10_000);
    private readonly NumberOption<int> _depth = new("--max-depth", "Greatest depth of a tree.", 20, 1, 1000);
    private readonly NumberOption<int> _seed = new("--seed", "Seed of split and forest.", 42, 0, int.MaxValue);
    private readonly NumberOption<double> _minimum = new("--gate-min-accuracy", "The accuracy a new model must reach to go live.", 0.96, 0, 1);

    public DigitsCommand(Terminal terminal)
        : base(terminal, "digits", "Train, measure, track, register and judge a random forest on the MNIST digits.")
    {
        Add(_home);
        Add(_trees);
        Add(_depth);
        Add(_seed);
        Add(_minimum);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise demo digits", "reprise demo digits --trees 150 --max-depth 25", "reprise demo digits --json > digits.json"];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes =>
        [(ExitCode.Refused, "the data broke a rule, or the gate said no: the model is registered, not promoted")];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var home = _home.Of(arguments);
        var options = new DigitsOptions
        {
            Home = home,
            Trees = arguments.GetValue(_trees),
            MaxDepth = arguments.GetValue(_depth),
            Seed = arguments.GetValue(_seed),
            MinimumAccuracy = arguments.GetValue(_minimum),
        };
        using var progress = new DemoProgress(Terminal, TimeProvider.System);
        await using var tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = home }, cancellationToken);
        var result = await new DigitsLoop(tracking, options, TimeProvider.System).RunAsync(progress, cancellationToken);
        progress.Dispose();
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(DigitsReport.Of(result, home), CliJson.Text.DigitsReport);
        }
        else
        {
            Write(result, home);
        }

        return result.Promotion.Promoted ? ExitCode.Ok : ExitCode.Refused;
    }

    private void Write(DigitsResult result, string home)
    {
        var text = CultureInfo.InvariantCulture;
        var output = Terminal.OutputWriter;
        output.WriteLine(string.Create(text, $"accuracy  {result.Metrics["accuracy"]:0.0000}, macro F1 {result.Metrics["f1_macro"]:0.0000}, ROC-AUC {result.Metrics["roc_auc_ovr"]:0.0000}"));
        output.WriteLine(string.Create(text, $"          {result.Images.Test} held-out images: {result.Scheme}"));
        output.WriteLine(string.Create(text, $"model     {DigitsLoop.ModelName} version {result.Promotion.Version.Version}, run {result.RunId}"));
        output.WriteLine($"          sha256 {result.ModelSha256}");
        output.WriteLine($"gate      {string.Join(' ', result.Promotion.Verdict!.Words)}");
        output.WriteLine(result.Promotion.Promoted ? $"          PASSED: the version is live as @{DigitsLoop.Alias}." : "          REFUSED: the version is registered, not live.");
        output.WriteLine(string.Create(text, $"took      {result.Seconds[^1].Value:0.0} s"));
        output.WriteLine($"look      {DemoSummary.Look(home)}");
    }
}
