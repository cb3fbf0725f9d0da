using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Flows.Gates;
using Reprise.Flows.Promotions;

namespace Reprise.Cli.Models;

/// <summary><c>reprise models promote</c>.</summary>
internal sealed class PromoteCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The registered model." };
    private readonly Argument<int> _version = new("VERSION") { Description = "The version to put live." };
    private readonly AliasOption _alias = new();
    private readonly Option<string> _metric = new("--gate-metric")
    {
        Description = "The metric of the version's run that the gate looks at; higher is better.",
        HelpName = "METRIC",
        DefaultValueFactory = _ => "accuracy",
    };

    private readonly NumberOption<double> _minimum = new("--gate-min", "The smallest value that passes; needed for a version refused before. Default: none.", null, double.MinValue, double.MaxValue);
    private readonly GateToleranceOption _tolerance = new();
    private readonly Option<bool> _skip = new("--skip-gate") { Description = "Promote without a gate; needs --reason, which is recorded." };
    private readonly Option<string> _reason = new("--reason") { Description = "Why the gate is skipped, for the record.", HelpName = "TEXT" };
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public PromoteCommand(Terminal terminal)
        : base(terminal, "promote", "Put a version live: judge it at a gate, record the verdict, move alias and stage in one transaction.")
    {
        Add(_name);
        Add(_version);
        Add(_alias);
        Add(_metric);
        Add(_minimum);
        Add(_tolerance);
        Add(_skip);
        Add(_reason);
        _tracking.AddTo(this);
        Add(_json);
        Validators.Add(result =>
        {
            if (result.GetValue(_skip) == string.IsNullOrWhiteSpace(result.GetValue(_reason)))
            {
                result.AddError("--skip-gate and --reason go together: say why, or let the gate decide.");
            }
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "reprise models promote turkish-music-emotion 2 --gate-min 0.75 --gate-tolerance 0.02",
        "reprise models promote turkish-music-emotion 2 --skip-gate --reason \"hotfix, ticket 4711\"",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes => [(ExitCode.Refused, "the gate said no; nothing was promoted")];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var promotion = new GatedPromotion(tracking);
        var (name, version, alias) = (arguments.GetRequiredValue(_name), arguments.GetValue(_version), arguments.GetRequiredValue(_alias));
        var outcome = arguments.GetValue(_skip)
            ? await promotion.RunWithoutGateAsync(name, version, arguments.GetRequiredValue(_reason), alias, cancellationToken)
            : await promotion.RunAsync(name, version, Gate(arguments), alias, cancellationToken);

        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(
                new PromotionView(outcome.Promoted, alias, outcome.Previous?.Version, ModelVersionView.Of(outcome.Version), outcome.Verdict),
                CliJson.Text.PromotionView);
        }
        else
        {
            Write(outcome, alias);
        }

        return outcome.Promoted ? ExitCode.Ok : ExitCode.Refused;
    }

    private QualityGate Gate(ParseResult arguments)
    {
        var metric = arguments.GetRequiredValue(_metric);
        var tolerance = new NotWorseThan(metric, arguments.GetValue(_tolerance));
        return _minimum.Of(arguments) is { } minimum ? new QualityGate(new MinimumMetric(metric, minimum), tolerance) : new QualityGate(tolerance);
    }

    private void Write(PromotionOutcome outcome, string alias)
    {
        foreach (var words in outcome.Verdict?.Words ?? [])
        {
            Terminal.OutputWriter.WriteLine(words);
        }

        var version = $"version {Format.Number(outcome.Version.Version)} of {outcome.Version.Name}";
        var before = outcome.Previous is { } previous ? $" (before: version {Format.Number(previous.Version)})" : "";
        Terminal.OutputWriter.WriteLine(outcome.Promoted ? $"{version} is now @{alias}{before}." : $"The gate said no: {version} was not promoted{before}.");
    }
}

/// <summary>How a promotion ended, as <c>--json</c> prints it.</summary>
internal sealed record PromotionView(bool Promoted, string Alias, int? PreviousVersion, ModelVersionView Version, GateVerdict? Gate);
