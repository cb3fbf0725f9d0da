using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace Reprise.Flows.Projects;

/// <summary>
/// Runs an entry point of a project as a tracked run, as <c>mlflow run</c> does: the command starts in the project's folder with <c>MLFLOW_RUN_ID</c>,
/// <c>MLFLOW_EXPERIMENT_ID</c> and <c>MLFLOW_TRACKING_URI</c> set, so that what it logs lands in this run. Needs <c>bash</c>.
/// </summary>
public sealed class ProjectRunner(ITrackingClient tracking)
{
    /// <summary>How long a stopped command may take to end by itself.</summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Runs to the end. Everything that can be checked is checked before the run is created.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="say">Hears what takes long, and the run's id as soon as there is one.</param>
    /// <param name="cancellationToken">Stops the command: it and its children are killed after some seconds, and the run is KILLED.</param>
    /// <returns>The run's id and the command's exit code; 0 makes the run FINISHED, anything else FAILED.</returns>
    /// <exception cref="RepriseException">The project, a parameter or the environment is not as it must be.</exception>
    public async Task<ProjectOutcome> RunAsync(ProjectRequest request, Action<string> say, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(say);
        using var source = await ProjectSource.OpenAsync(request.Uri, request.Version, cancellationToken).ConfigureAwait(false);
        var project = ProjectFileReader.Read(source.Folder);
        var entryPoint = Find(project, request.EntryPoint, source.Folder);
        var values = ProjectParameters.Resolve(entryPoint, request.Parameters, Path.GetFullPath(request.Folder), source.Folder);
        var kind = request.Environment ?? project.Environment;
        if (kind != EnvironmentKind.System && kind != project.Environment)
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue, $"The project describes no {Word(kind)} environment; it asks for {Word(project.Environment)}. Leave --env-manager away, or use system.");
        }

        var run = await tracking.StartRunAsync(
            new NewRun { ExperimentId = request.ExperimentId, Name = request.RunName, Tags = Tags(source, request, kind) }, null, source.Folder, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            say($"run {run.RunId}");
            try
            {
                await run.LogParamsAsync(values.Select(value => new Param(value.Key, value.Value)), cancellationToken).ConfigureAwait(false);
                var environment = await ProjectEnvironment.PrepareAsync(
                    kind, project.EnvironmentFile, source.Folder, request.EnvironmentCache, say, cancellationToken).ConfigureAwait(false);
                var exitCode = await ExecuteAsync(request, source.Folder, entryPoint, values, environment, run.RunId, cancellationToken).ConfigureAwait(false);
                await run.FinishAsync(exitCode == 0 ? RunStatus.Finished : RunStatus.Failed, cancellationToken).ConfigureAwait(false);
                return new ProjectOutcome(run.RunId, exitCode);
            }
            catch (OperationCanceledException)
            {
                await run.FinishAsync(RunStatus.Killed, CancellationToken.None).ConfigureAwait(false);
                throw;
            }
        }
    }

    private Task<int> ExecuteAsync(
        ProjectRequest request,
        string folder,
        EntryPoint entryPoint,
        IReadOnlyList<KeyValuePair<string, string>> values,
        ProjectEnvironment environment,
        string runId,
        CancellationToken cancellationToken)
    {
        var names = values.Select((value, at) => (value.Key, Variable: string.Create(CultureInfo.InvariantCulture, $"REPRISE_PARAMETER_{at}"))).ToDictionary(one => one.Key, one => one.Variable, StringComparer.Ordinal);
        var variables = new Dictionary<string, string>(environment.Variables)
        {
            ["MLFLOW_RUN_ID"] = runId,
            ["MLFLOW_EXPERIMENT_ID"] = request.ExperimentId,
            ["MLFLOW_TRACKING_URI"] = request.TrackingUri.ToString().TrimEnd('/'),
        };
        foreach (var (name, value) in values)
        {
            variables[names[name]] = value;
        }

        if (!CommandTemplate.TryParse(entryPoint.Command, out var template, out var problem))
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, $"Entry point '{entryPoint.Name}': {problem}");
        }

        var further = values.Where(value => entryPoint.Parameters.All(parameter => parameter.Name != value.Key)).Select(value => $" --{value.Key} \"${{{names[value.Key]}}}\"");
        var command = $"{(request.OutputToError ? "exec 1>&2\n" : "")}{template.Render(name => names[name]).TrimEnd()}{string.Concat(further)}";
        string[] line = [.. environment.Prefix, "bash", "-c", command];
        return ChildProcess.RunAsync(line[0], line.Skip(1), folder, variables, Grace, cancellationToken);
    }

    private static EntryPoint Find(ProjectFile project, string name, string folder)
    {
        if (project.EntryPoints.TryGetValue(name, out var found))
        {
            return found;
        }

        // A script of the project, as for MLflow.
        var script = Path.GetExtension(name) switch { ".py" => "python", ".sh" => "bash", _ => null };
        if (script is not null && !Path.IsPathRooted(name) && File.Exists(Path.Combine(folder, name)) && Core.Files.RealPath.IsInside(Path.Combine(folder, name), folder))
        {
            return new EntryPoint(name, [], $"{script} '{name.Replace("'", "'\\''", StringComparison.Ordinal).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)}'");
        }

        var there = project.EntryPoints.Count > 0 ? $"there are {string.Join(", ", project.EntryPoints.Keys)}" : $"there is no {ProjectFile.FileName} with entry points in '{folder}'";
        throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"The project has no entry point '{name}'; {there}. A .py or .sh file of the project works too.");
    }

    private static List<Tag> Tags(ProjectSource source, ProjectRequest request, EnvironmentKind kind)
    {
        List<Tag> tags =
        [
            new("mlflow.source.name", source.Uri),
            new("mlflow.source.type", "PROJECT"),
            new("mlflow.project.entryPoint", request.EntryPoint),
            new("mlflow.project.backend", "local"),
            new("mlflow.project.env", Word(kind)),
        ];
        if (source.Commit is { } commit)
        {
            tags.Add(new Tag("mlflow.source.git.commit", commit));
            tags.Add(new Tag("mlflow.source.git.repoURL", source.Repository!));
            tags.Add(new Tag("mlflow.gitRepoURL", source.Repository!));
        }

        if (request.Version is { } version)
        {
            tags.Add(new Tag("mlflow.project.version", version));
        }

        return tags;
    }

    private static string Word(EnvironmentKind kind) => kind.ToString().ToLowerInvariant();
}

/// <summary>How a project's run ended.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ExitCode">The command's exit code.</param>
public sealed record ProjectOutcome(string RunId, int ExitCode);
