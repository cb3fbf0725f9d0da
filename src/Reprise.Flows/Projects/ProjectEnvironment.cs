using Reprise.Core.Errors;
using Reprise.Core.Files;

namespace Reprise.Flows.Projects;

/// <summary>How a command is started in an environment: what stands before it, and the variables it gets.</summary>
/// <param name="Prefix">Program and arguments that stand before the shell; empty for none.</param>
/// <param name="Variables">Environment variables.</param>
internal sealed record ProjectEnvironment(IReadOnlyList<string> Prefix, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>The machine as it is.</summary>
    public static ProjectEnvironment System { get; } = new([], new Dictionary<string, string>());

    /// <summary>Makes or finds the environment a project asks for.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="file">Its file, relative to the project's folder.</param>
    /// <param name="folder">The project's folder.</param>
    /// <param name="cache">Folder in which environments are kept, by the hash of their file.</param>
    /// <param name="say">Hears what takes long.</param>
    /// <param name="cancellationToken">Ends the wait and what is being made.</param>
    /// <exception cref="RepriseException">The file or a program is not there, or the environment cannot be made.</exception>
    public static async Task<ProjectEnvironment> PrepareAsync(
        EnvironmentKind kind, string? file, string folder, string cache, Action<string> say, CancellationToken cancellationToken)
    {
        if (kind == EnvironmentKind.System)
        {
            return System;
        }

        var path = Path.GetFullPath(Path.Combine(folder, file!));
        if (Path.IsPathRooted(file) || !Path.Exists(path) || !RealPath.IsInside(path, folder))
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, $"{ProjectFile.FileName} names the environment file '{file}', which is not in the project's folder '{folder}'.");
        }

        return kind switch
        {
            EnvironmentKind.Virtualenv => await Virtualenv.PrepareAsync(path, folder, cache, say, cancellationToken).ConfigureAwait(false),
            EnvironmentKind.Conda => await CondaEnvironment.PrepareAsync(path, folder, cache, say, cancellationToken).ConfigureAwait(false),
            _ => await RestoreAsync(path, folder, say, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<ProjectEnvironment> RestoreAsync(string path, string folder, Action<string> say, CancellationToken cancellationToken)
    {
        say($"restoring the packages of {Path.GetRelativePath(folder, path)} …");
        var (exitCode, output, error) = await ChildProcess.CaptureAsync(
            "dotnet", ["restore", path], folder, new Dictionary<string, string> { ["DOTNET_NOLOGO"] = "1" }, cancellationToken).ConfigureAwait(false);
        return exitCode == 0 ? System : throw Failed("dotnet restore", output + error);
    }

    /// <summary>The failure of a program that makes an environment, with the end of what it said.</summary>
    internal static RepriseException Failed(string program, string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new RepriseException(ErrorCode.InvalidState, $"The project's environment cannot be made: {program} failed.\n{string.Join('\n', lines.TakeLast(8))}");
    }
}
