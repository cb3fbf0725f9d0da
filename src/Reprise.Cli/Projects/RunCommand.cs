using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Core.Errors;
using Reprise.Flows.Projects;
using Reprise.Tracking.Client;

namespace Reprise.Cli.Projects;

/// <summary><c>reprise run</c>.</summary>
internal sealed class RunCommand : RepriseCommand
{
    private readonly Argument<string> _uri = new("PROJECT") { Description = "A folder, or a git repository by https, ssh or file URL (URL#FOLDER for a folder in it)." };
    private readonly Option<string> _entryPoint = new("--entry-point", "-e")
    {
        Description = "Entry point of the MLproject file, or a .py or .sh file of the project.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "main",
    };

    private readonly Option<string[]> _parameters = new("--param-list", "-P") { Description = "Value of a parameter, NAME=VALUE; may be repeated.", HelpName = "NAME=VALUE" };
    private readonly Option<string> _version = new("--version", "-v") { Description = "Commit, tag or branch of a repository. Default: its default branch.", HelpName = "REVISION" };
    private readonly Option<string> _experiment = new("--experiment-name")
    {
        Description = "Experiment of the run, created when there is none. Default: $MLFLOW_EXPERIMENT_NAME, else Default.",
        HelpName = "NAME",
    };

    private readonly Option<string> _runName = new("--run-name") { Description = "Name of the run. Default: a generated one.", HelpName = "NAME" };
    private readonly Option<string> _environment = new("--env-manager")
    {
        Description = "system (or local) runs on the machine as it is; virtualenv, conda and dotnet insist on that environment. Default: what MLproject asks for.",
        HelpName = "KIND",
    };

    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public RunCommand(Terminal terminal)
        : base(terminal, "run", "Run a project (a folder or git repository with an MLproject file) as a tracked run. It runs the project's commands: run only what you trust.")
    {
        _environment.AcceptOnlyFromAmong("system", "local", "virtualenv", "conda", "dotnet");
        Add(_uri);
        Add(_entryPoint);
        Add(_parameters);
        Add(_version);
        Add(_experiment);
        Add(_runName);
        Add(_environment);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "reprise run . -P alpha=0.5",
        "reprise run https://github.com/mlflow/mlflow-example.git --version HEAD -P alpha=0.4 --env-manager system",
        "reprise run examples/churn -e validate --experiment-name churn --json",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes => [(ExitCode.Failure, "the project's command failed; its run is FAILED")];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var parameters = Parameters(arguments.GetValue(_parameters) ?? []);
        var home = _tracking.Home(arguments);
        if (_tracking.Server(arguments) is null)
        {
            Directory.CreateDirectory(home);
        }

        await using var tracking = _tracking.Server(arguments) is null && !File.Exists(Path.Combine(home, LocalTrackingClient.DatabaseFile))
            ? await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = home }, cancellationToken)
            : await _tracking.OpenAsync(arguments, cancellationToken);
        var experiment = await tracking.Experiments.GetOrCreateAsync(
            arguments.GetValue(_experiment) ?? Environment.GetEnvironmentVariable("MLFLOW_EXPERIMENT_NAME") ?? "Default", cancellationToken);

        // The command is a process of its own, in any language: it logs over HTTP, also when the store is a folder.
        await using var server = _tracking.Server(arguments) is null ? await LoopbackServer.StartAsync(home, tracking, null, cancellationToken) : null;
        var request = new ProjectRequest
        {
            Uri = arguments.GetRequiredValue(_uri),
            Version = arguments.GetValue(_version),
            EntryPoint = arguments.GetRequiredValue(_entryPoint),
            Parameters = parameters,
            Environment = arguments.GetValue(_environment) is { } kind ? Enum.Parse<EnvironmentKind>(kind == "local" ? "system" : kind, ignoreCase: true) : null,
            ExperimentId = experiment.Id,
            RunName = arguments.GetValue(_runName),
            TrackingUri = server?.Address ?? _tracking.Server(arguments)!,
            EnvironmentCache = Path.Combine(home, "cache", "environments"),
            OutputToError = arguments.GetValue(_json),
        };
        var outcome = await new ProjectRunner(tracking).RunAsync(request, Terminal.ErrorWriter.WriteLine, cancellationToken);
        var run = await tracking.Runs.GetAsync(outcome.RunId, cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(new ProjectRunView(outcome.RunId, experiment.Id, run.Info.Name, run.Info.Status.ToString().ToUpperInvariant(), outcome.ExitCode), CliJson.Text.ProjectRunView);
        }
        else
        {
            Terminal.ErrorWriter.WriteLine(outcome.ExitCode == 0 ? $"run {outcome.RunId} finished" : $"run {outcome.RunId} failed: the command ended with exit code {Format.Number(outcome.ExitCode)}");
        }

        return outcome.ExitCode == 0 ? ExitCode.Ok : ExitCode.Failure;
    }

    private static Dictionary<string, string> Parameters(string[] given)
    {
        var problems = new List<string>();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in given)
        {
            var at = one.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
            {
                problems.Add($"-P takes NAME=VALUE, not '{one}'.");
            }
            else if (!values.TryAdd(one[..at], one[(at + 1)..]))
            {
                problems.Add($"-P gives '{one[..at]}' twice.");
            }
        }

        return problems.Count == 0 ? values : throw new RepriseException(ErrorCode.InvalidParameterValue, problems);
    }
}

/// <summary>How a project's run ended, as <c>--json</c> prints it.</summary>
internal sealed record ProjectRunView(string RunId, string ExperimentId, string Name, string Status, int ExitCode);
