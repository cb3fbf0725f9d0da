using Reprise.Core.Errors;
using Reprise.Tracking.Yaml;

namespace Reprise.Flows.Projects;

/// <summary>
/// Python virtual environments from MLflow's <c>python_env</c> files: <c>python</c> (a version), <c>build_dependencies</c> and <c>dependencies</c> (lines of a
/// pip requirements file; <c>-r file</c> starts in the project's folder).
/// </summary>
internal static class Virtualenv
{
    public static async Task<ProjectEnvironment> PrepareAsync(string file, string folder, string cache, Action<string> say, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        var map = YamlData.ReadMap(new StringReader(text), file);
        var problems = new List<string>();
        var build = Lines(map, "build_dependencies", file, problems);
        var wanted = Lines(map, "dependencies", file, problems);
        if (map.GetValueOrDefault("python") is not (null or string))
        {
            problems.Add($"{file}: 'python' must be a version such as \"3.11\".");
        }

        if (problems.Count > 0)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, problems);
        }

        var (python, version) = await FindPythonAsync(map.GetValueOrDefault("python") as string, folder, cancellationToken).ConfigureAwait(false);
        var included = wanted.Where(line => line.StartsWith("-r ", StringComparison.Ordinal)).Select(line => Path.Combine(folder, line[3..].Trim())).Where(File.Exists).Select(File.ReadAllText);
        var environment = await EnvironmentCache.GetAsync(
            cache,
            string.Join('\n', ["virtualenv", version, text, .. included]),
            async made =>
            {
                say($"making a virtual environment with Python {version} in {made} …");
                await RunAsync(python, ["-m", "venv", made], folder, cancellationToken).ConfigureAwait(false);
                foreach (var lines in (List<string>[])[build, wanted])
                {
                    if (lines.Count > 0)
                    {
                        say($"installing {lines.Count} requirements …");
                        await InstallAsync(Path.Combine(made, "bin", "python"), lines, folder, cancellationToken).ConfigureAwait(false);
                    }
                }
            },
            cancellationToken).ConfigureAwait(false);
        return new ProjectEnvironment([], new Dictionary<string, string>
        {
            ["VIRTUAL_ENV"] = environment,
            ["PATH"] = $"{Path.Combine(environment, "bin")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
        });
    }

    private static List<string> Lines(Dictionary<string, object?> map, string key, string file, List<string> problems)
    {
        if (map.GetValueOrDefault(key) is not { } value)
        {
            return [];
        }

        if (value is List<object?> list && list.All(item => item is string))
        {
            return [.. list.Cast<string>()];
        }

        problems.Add($"{file}: '{key}' must be a list of requirements.");
        return [];
    }

    private static async Task<(string Program, string Version)> FindPythonAsync(string? wanted, string folder, CancellationToken cancellationToken)
    {
        string[] names = wanted is null ? ["python3", "python"] : [$"python{string.Join('.', wanted.Split('.').Take(2))}", "python3", "python"];
        var seen = new List<string>();
        foreach (var name in names)
        {
            string version;
            try
            {
                var (exitCode, output, _) = await ChildProcess.CaptureAsync(
                    name, ["-c", "import platform; print(platform.python_version())"], folder, new Dictionary<string, string>(), cancellationToken).ConfigureAwait(false);
                if (exitCode != 0)
                {
                    continue;
                }

                version = output.Trim();
            }
            catch (RepriseException)
            {
                continue;
            }

            if (wanted is null || version == wanted || version.StartsWith(wanted + ".", StringComparison.Ordinal))
            {
                return (name, version);
            }

            seen.Add($"{name} is {version}");
        }

        throw new RepriseException(
            ErrorCode.InvalidState,
            $"The project needs Python{(wanted is null ? "" : $" {wanted}")}, which is not on the PATH{(seen.Count == 0 ? "" : $" ({string.Join(", ", seen)})")}. Install it, or run with --env-manager system.");
    }

    private static async Task InstallAsync(string python, List<string> lines, string folder, CancellationToken cancellationToken)
    {
        // In the project's folder, so that '-r other.txt' and local packages are found; pip reads no requirements from standard input.
        var requirements = Path.Combine(Path.GetTempPath(), $"reprise-requirements-{Guid.NewGuid():N}.txt");
        try
        {
            var rooted = lines.Select(line => line.StartsWith("-r ", StringComparison.Ordinal) ? $"-r {Path.Combine(folder, line[3..].Trim())}" : line);
            await File.WriteAllLinesAsync(requirements, rooted, cancellationToken).ConfigureAwait(false);
            await RunAsync(python, ["-m", "pip", "install", "--disable-pip-version-check", "--quiet", "-r", requirements], folder, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(requirements);
        }
    }

    private static async Task RunAsync(string program, string[] arguments, string folder, CancellationToken cancellationToken)
    {
        var (exitCode, output, error) = await ChildProcess.CaptureAsync(program, arguments, folder, new Dictionary<string, string>(), cancellationToken).ConfigureAwait(false);
        if (exitCode != 0)
        {
            throw ProjectEnvironment.Failed($"{program} {string.Join(' ', arguments.Take(3))}", output + error);
        }
    }
}
