namespace Reprise.Flows.Projects;

/// <summary>What to run.</summary>
public sealed record ProjectRequest
{
    /// <summary>A folder, or a git repository by https, ssh or file URL, with <c>#folder</c> for a project inside it.</summary>
    public required string Uri { get; init; }

    /// <summary>Commit, tag or branch of a repository; default its default branch.</summary>
    public string? Version { get; init; }

    /// <summary>An entry point of the project file, or a <c>.py</c> or <c>.sh</c> file of the project. Default <c>main</c>.</summary>
    public string EntryPoint { get; init; } = "main";

    /// <summary>Values of parameters by name; the others take their defaults, those not declared become <c>--name value</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Relative paths among the given values start here. Default the current folder.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>The environment to use whatever the project asks for; null for what it asks for.</summary>
    public EnvironmentKind? Environment { get; init; }

    /// <summary>Id of the experiment of the run.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>Name of the run; default a generated one.</summary>
    public string? RunName { get; init; }

    /// <summary>Where the command logs: the URL it gets as <c>MLFLOW_TRACKING_URI</c>.</summary>
    public required Uri TrackingUri { get; init; }

    /// <summary>Folder in which environments are kept.</summary>
    public required string EnvironmentCache { get; init; }

    /// <summary>Whether the command's standard output goes to standard error, so that the caller's output stays its own. Default false.</summary>
    public bool OutputToError { get; init; }
}
