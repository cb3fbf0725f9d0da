using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Experiments;

/// <summary><c>reprise experiments create</c>.</summary>
internal sealed class CreateCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The experiment's name; must be new, deleted ones included." };
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public CreateCommand(Terminal terminal)
        : base(terminal, "create", "Create an experiment and print its id.")
    {
        Add(_name);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise experiments create churn"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var id = await tracking.Experiments.CreateAsync(arguments.GetRequiredValue(_name), cancellationToken: cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(ExperimentView.Of(await tracking.Experiments.GetAsync(id, cancellationToken)), CliJson.Text.ExperimentView);
        }
        else
        {
            Terminal.OutputWriter.WriteLine(id);
        }

        return ExitCode.Ok;
    }
}
