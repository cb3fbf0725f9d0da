using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Core.Errors;
using Reprise.Flows.Promotions;
using Reprise.Serving.Models;
using Reprise.Tracking;
using Reprise.Tracking.Registry;

namespace Reprise.Cli.Models;

/// <summary><c>reprise models register</c>.</summary>
internal sealed class RegisterCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The registered model; made when it is not there." };
    private readonly Argument<string> _source = new("SOURCE") { Description = "The model directory: runs:/RUN/path or models:/m-ID." };
    private readonly Option<string> _description = new("--description") { Description = "Text for people.", HelpName = "TEXT" };
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public RegisterCommand(Terminal terminal)
        : base(terminal, "register", "Register a logged model as the next version of a registered model.")
    {
        Add(_name);
        Add(_source);
        Add(_description);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise models register turkish-music-emotion runs:/0af3b1c2d4e5f60718293a4b5c6d7e8f/model"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var uri = ModelUri.Parse(arguments.GetRequiredValue(_source));
        if (uri.Name is not null)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, $"'{uri}' is a version already. SOURCE is runs:/RUN/path or models:/m-ID.");
        }

        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var source = await new ModelResolver(tracking).ResolveAsync(uri, cancellationToken);
        await RequireModelAsync(tracking, source, cancellationToken);
        var version = await RegisterAsync(tracking, arguments, uri, source, cancellationToken);

        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(ModelVersionView.Of(version), CliJson.Text.ModelVersionView);
        }
        else
        {
            Terminal.OutputWriter.WriteLine($"registered version {Format.Number(version.Version)} of {version.Name}");
        }

        return ExitCode.Ok;
    }

    private async Task<ModelVersion> RegisterAsync(
        ITrackingClient tracking, ParseResult arguments, ModelUri uri, ResolvedModel source, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(_name);
        try
        {
            await tracking.Registry.CreateModelAsync(name, cancellationToken: cancellationToken);
        }
        catch (RepriseException exists) when (exists.Code == ErrorCode.ResourceAlreadyExists)
        {
            // The next version of a model that is there.
        }

        return await tracking.Registry.CreateVersionAsync(
            new NewModelVersion
            {
                Name = name,
                Source = source.Path.Length == 0 ? source.RootUri : $"{source.RootUri.TrimEnd('/')}/{source.Path}",
                RunId = source.RunId,
                ModelId = uri.ModelId,
                Description = arguments.GetValue(_description),
                Tags = await SampleTagAsync(tracking, source.RunId, cancellationToken),
            },
            cancellationToken);
    }

    /// <summary>What says on the version that its run saw a generated sample and no real data.</summary>
    private static async Task<IReadOnlyList<Tag>> SampleTagAsync(ITrackingClient tracking, string? runId, CancellationToken cancellationToken) =>
        runId is { Length: > 0 } && (await tracking.Runs.GetAsync(runId, cancellationToken)).Tag(GateTags.DatasetSample) == "true"
            ? [new Tag(GateTags.DatasetSample, "true")]
            : [];

    private static async Task RequireModelAsync(ITrackingClient tracking, ResolvedModel source, CancellationToken cancellationToken)
    {
        await using var description = await tracking.Artifacts.OpenReadAsync(source.RootUri, source.PathOf(ModelDirectory.MlModelName), cancellationToken);
    }
}
