namespace Reprise.Flows.Projects;

/// <summary>One way to run a project: a command with its parameters.</summary>
/// <param name="Name">Its name; <c>main</c> is the one that runs when none is named.</param>
/// <param name="Parameters">The declared parameters, in the order of the file.</param>
/// <param name="Command">The command of a POSIX shell, with <c>{name}</c> for a parameter's value and <c>{{</c>, <c>}}</c> for braces.</param>
public sealed record EntryPoint(string Name, IReadOnlyList<ProjectParameter> Parameters, string Command);
