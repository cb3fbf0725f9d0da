using System.CommandLine;
using System.Globalization;
using Reprise.Cli.Shell;
using Reprise.Flows.Promotions;
using Reprise.Tracking.Registry;

namespace Reprise.Cli.Models;

/// <summary><c>reprise models list</c>.</summary>
internal sealed class ListCommand : RepriseCommand
{
    private readonly Option<string> _filter = new("--filter") { Description = "MLflow filter, also with OR, NOT, parentheses and IS NULL, such as \"name LIKE 'turkish%' or tags.team is null\".", HelpName = "TEXT" };
    private readonly LimitOption _limit = new(max: 1000);
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public ListCommand(Terminal terminal)
        : base(terminal, "list", "List registered models with their aliases.")
    {
        Add(_filter);
        Add(_limit);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise models list", "reprise models list --json"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var page = await tracking.Registry.SearchModelsAsync(
            new RegistryQuery { Filter = arguments.GetValue(_filter), MaxResults = arguments.GetValue(_limit) }, cancellationToken);

        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson([.. page.Items.Select(RegisteredModelView.Of)], CliJson.Text.RegisteredModelViewArray);
        }
        else
        {
            Write(page.Items);
        }

        LimitOption.SayMore(Terminal, page.NextPageToken);
        return ExitCode.Ok;
    }

    private void Write(IReadOnlyList<RegisteredModel> models)
    {
        var table = new TextTable("name", "latest", "aliases", "created", "data");
        foreach (var model in models)
        {
            table.Add(
                model.Name,
                model.LatestVersions.Count == 0 ? "" : Format.Number(model.LatestVersions.Max(version => version.Version)),
                string.Join(", ", model.Aliases.Select(alias => string.Create(CultureInfo.InvariantCulture, $"{alias.Alias} → {alias.Version}"))),
                Format.Time(model.CreatedAt),
                string.Join(", ", model.LatestVersions.Where(version => version.Tag(GateTags.DatasetSample) == "true")
                    .Select(version => "SAMPLE in " + Format.Number(version.Version))));
        }

        table.Write(Terminal);
    }
}
