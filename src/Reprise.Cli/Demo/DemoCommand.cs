using System.CommandLine;
using System.Diagnostics;
using Reprise.Cli.Models;
using Reprise.Cli.Shell;
using Reprise.Tracking.Client;
using TurkishMusic.Loop;
using TurkishMusic.Training;

namespace Reprise.Cli.Demo;

/// <summary><c>reprise demo</c>: the whole loop on the Turkish music data.</summary>
internal sealed class DemoCommand : RepriseCommand
{
    private readonly HomeOption _home = new();
    private readonly JsonOption _json = new();
    private readonly GateToleranceOption _tolerance = new();
    private readonly NumberOption<double> _minimum = new("--gate-min-accuracy", "The accuracy a new model must reach to go live.", 0.75, 0, 1);
    private readonly NumberOption<int> _seed = new("--seed", "Seed of every random choice.", 42, 0, int.MaxValue);
    private readonly NumberOption<int> _repeats = new("--repeats", "How often the five folds are drawn anew.", 5, 1, 100);
    private readonly NumberOption<int> _trees = new("--trees", "Trees of the random forest.", 200, 1, 10_000);

    public DemoCommand(Terminal terminal)
        : base(terminal, "demo", "Run the whole loop on the Turkish music data: data, evaluation, training, tracking, registry, gate, serving, a prediction.")
    {
        Add(_home);
        Add(_minimum);
        Add(_tolerance);
        Add(_seed);
        Add(_repeats);
        Add(_trees);
        Add(_json);
        Add(new ChurnCommand(terminal));
        Add(new DigitsCommand(terminal));
        Add(new LeaderboardCommand(terminal));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "reprise demo",
        "reprise demo --json --home /tmp/demo > demo.json",
        "reprise demo --gate-min-accuracy 0.9",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes =>
        [(ExitCode.Refused, "the data broke its contract, or the gate said no: the model is registered, not promoted")];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var home = _home.Of(arguments);
        var options = LoopOptions(arguments, home);
        using var progress = new DemoProgress(Terminal, TimeProvider.System);
        await using var tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = home }, cancellationToken);
        var result = await new EmotionLoop(tracking, options, TimeProvider.System).RunAsync(
            async (model, token) => await LoopbackServer.StartAsync(home, tracking, model, token), progress, cancellationToken);
        progress.Dispose();

        var cpu = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(DemoReport.Of(result, home, cpu), CliJson.Text.DemoReport);
            SaySample(result, Terminal.ErrorWriter);
        }
        else
        {
            DemoSummary.Write(Terminal.OutputWriter, result, home, cpu);
            SaySample(result, Terminal.OutputWriter);
        }

        return result.Promotion.Promoted ? ExitCode.Ok : ExitCode.Refused;
    }

    private EmotionLoopOptions LoopOptions(ParseResult arguments, string home) => new()
    {
        Home = home,
        Training = new EmotionOptions
        {
            Seed = arguments.GetValue(_seed),
            Repeats = arguments.GetValue(_repeats),
            Trees = arguments.GetValue(_trees),
        },
        MinimumAccuracy = arguments.GetValue(_minimum),
        Tolerance = arguments.GetValue(_tolerance),
    };

    /// <summary>The first line about the data and this last one say it when the data is a sample.</summary>
    private static void SaySample(EmotionLoopResult result, TextWriter output)
    {
        if (result.Data.Resolution.IsSample)
        {
            output.WriteLine(result.Data.Resolution.Headline);
        }
    }
}
