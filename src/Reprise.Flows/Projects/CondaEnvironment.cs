namespace Reprise.Flows.Projects;

/// <summary>Conda environments from <c>conda_env</c> files, made and entered by the <c>conda</c> of the machine (<c>$MLFLOW_CONDA_HOME/bin/conda</c>, else on the PATH).</summary>
internal static class CondaEnvironment
{
    public static async Task<ProjectEnvironment> PrepareAsync(string file, string folder, string cache, Action<string> say, CancellationToken cancellationToken)
    {
        var conda = Environment.GetEnvironmentVariable("MLFLOW_CONDA_HOME") is { Length: > 0 } home ? Path.Combine(home, "bin", "conda") : "conda";
        var text = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        var environment = await EnvironmentCache.GetAsync(
            cache,
            $"conda\n{text}",
            async made =>
            {
                say($"making a conda environment in {made} …");
                Directory.Delete(made);   // conda makes the folder itself
                var (exitCode, output, error) = await ChildProcess.CaptureAsync(
                    conda, ["env", "create", "--quiet", "--prefix", made, "--file", file], folder, new Dictionary<string, string>(), cancellationToken).ConfigureAwait(false);
                if (exitCode != 0)
                {
                    throw ProjectEnvironment.Failed("conda env create", output + error);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return new ProjectEnvironment([conda, "run", "--no-capture-output", "--prefix", environment], new Dictionary<string, string>());
    }
}
