namespace Reprise.Flows.Projects;

/// <summary>What an <c>MLproject</c> file says.</summary>
/// <param name="Name">The project's name; null when it has none.</param>
/// <param name="EntryPoints">Its entry points, by name.</param>
/// <param name="Environment">The environment it asks for.</param>
/// <param name="EnvironmentFile">The file that describes the environment, relative to the project's folder; null for <see cref="EnvironmentKind.System"/>.</param>
public sealed record ProjectFile(
    string? Name, IReadOnlyDictionary<string, EntryPoint> EntryPoints, EnvironmentKind Environment, string? EnvironmentFile)
{
    /// <summary>The file's name in a project's folder.</summary>
    public const string FileName = "MLproject";
}
