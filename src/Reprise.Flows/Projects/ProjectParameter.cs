namespace Reprise.Flows.Projects;

/// <summary>A declared parameter of an entry point.</summary>
/// <param name="Name">Its name; see <see cref="ProjectFileReader"/>.</param>
/// <param name="Type">What it takes.</param>
/// <param name="Default">Its value when none is given, as written; null when one must be given.</param>
public sealed record ProjectParameter(string Name, ParameterType Type, string? Default);
