using System.CommandLine;
using System.Globalization;
using Reprise.Cli.Shell;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Runs;

namespace Reprise.Cli.Runs;

/// <summary><c>reprise runs show</c>.</summary>
internal sealed class ShowCommand : RepriseCommand
{
    private const int MostArtifacts = 1000;

    private readonly Argument<string> _run = new("RUN") { Description = "The run's id." };
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public ShowCommand(Terminal terminal)
        : base(terminal, "show", "Show one run: state, parameters, metrics, tags, datasets and artifacts.")
    {
        Add(_run);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise runs show 0af3b1c2d4e5f60718293a4b5c6d7e8f"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var run = await tracking.Runs.GetAsync(arguments.GetRequiredValue(_run), cancellationToken);
        var artifacts = await ListAsync(tracking.Artifacts, run.Info.ArtifactUri, cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(new RunDetailView(RunView.Of(run), artifacts), CliJson.Text.RunDetailView);
        }
        else
        {
            Write(run, artifacts);
        }

        return ExitCode.Ok;
    }

    private void Write(Run run, IReadOnlyList<ArtifactInfo> artifacts)
    {
        new TextTable("run", run.Info.RunId)
            .Add("name", run.Info.Name)
            .Add("experiment", run.Info.ExperimentId)
            .Add("state", run.Info.Status.ToString().ToUpperInvariant())
            .Add("started", Format.Time(run.Info.StartTime))
            .Add("took", Format.Duration(run.Info.StartTime, run.Info.EndTime))
            .Write(Terminal);
        WritePairs("metric", run.Metrics.Select(metric => (metric.Key, Format.Number(metric.Value))));
        WritePairs("parameter", run.Params.Select(param => (param.Key, param.Value)));
        WritePairs("tag", run.Tags.Select(tag => (tag.Key, tag.Value.Length <= 100 ? tag.Value : tag.Value[..100] + "…")));
        WritePairs("dataset", run.DatasetInputs.Select(input => (input.Name, input.Digest)));
        WritePairs("artifact", artifacts.Select(file => (file.Path, string.Create(CultureInfo.InvariantCulture, $"{file.Size} bytes"))));
    }

    private void WritePairs(string heading, IEnumerable<(string Name, string Value)> pairs)
    {
        var table = new TextTable(heading, "value");
        var rows = pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        foreach (var (name, value) in rows)
        {
            table.Add(name, value);
        }

        Terminal.OutputWriter.WriteLine();
        table.Write(Terminal);
    }

    private static async Task<IReadOnlyList<ArtifactInfo>> ListAsync(IArtifactStore artifacts, string root, CancellationToken cancellationToken)
    {
        var files = new List<ArtifactInfo>();
        var folders = new Queue<string?>([null]);
        while (folders.TryDequeue(out var folder) && files.Count < MostArtifacts)
        {
            foreach (var entry in await artifacts.ListAsync(root, folder, cancellationToken))
            {
                if (entry.IsDirectory)
                {
                    folders.Enqueue(entry.Path);
                }
                else
                {
                    files.Add(entry);
                }
            }
        }

        return files;
    }
}

/// <summary>One run with its files, as <c>--json</c> prints it.</summary>
internal sealed record RunDetailView(RunView Run, IReadOnlyList<ArtifactInfo> Artifacts);
