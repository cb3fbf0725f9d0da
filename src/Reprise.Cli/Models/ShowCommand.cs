using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Flows.Gates;
using Reprise.Flows.Promotions;
using Reprise.Tracking.Registry;

namespace Reprise.Cli.Models;

/// <summary><c>reprise models show</c>.</summary>
internal sealed class ShowCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The registered model." };
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public ShowCommand(Terminal terminal)
        : base(terminal, "show", "Show a registered model with its versions, newest first: stage, aliases and what the gate said.")
    {
        Add(_name);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise models show turkish-music-emotion"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var model = await tracking.Registry.GetModelAsync(arguments.GetRequiredValue(_name), cancellationToken);
        var page = await tracking.Registry.SearchVersionsAsync(
            new RegistryQuery { Filter = $"name = '{model.Name.Replace("'", "''", StringComparison.Ordinal)}'", OrderBy = ["version_number DESC"] },
            cancellationToken);

        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(
                RegisteredModelView.Of(model) with { Versions = [.. page.Items.Select(version => ModelVersionView.Of(version, model))] }, CliJson.Text.RegisteredModelView);
        }
        else
        {
            Write(model, page.Items);
        }

        return ExitCode.Ok;
    }

    private void Write(RegisteredModel model, IReadOnlyList<ModelVersion> versions)
    {
        var table = new TextTable("version", "stage", "aliases", "gate", "run", "created");
        foreach (var version in versions)
        {
            table.Add(
                Format.Number(version.Version),
                version.Stage.ToString(),
                string.Join(", ", model.Aliases.Where(alias => alias.Version == version.Version).Select(alias => alias.Alias)),
                version.Tag(GateTags.Verdict) ?? "",
                version.RunId ?? "",
                Format.Time(version.CreatedAt));
        }

        table.Write(Terminal);
        foreach (var version in versions.Where(version => version.Tag(GateTags.DatasetSample) == "true"))
        {
            Terminal.OutputWriter.WriteLine($"version {Format.Number(version.Version)} was made from a generated SAMPLE, not from real data.");
        }

        foreach (var version in versions.Where(version => version.Tag(GateTags.Verdict) == "failed"))
        {
            var words = GateVerdict.TryParse(version.Tag(GateTags.Report))?.Checks.Where(check => !check.Passed).Select(check => check.Words) ?? [];
            Terminal.OutputWriter.WriteLine($"version {Format.Number(version.Version)} failed its gate: {string.Join(' ', words)}");
        }
    }
}
