namespace Reprise.Flows.Projects;

/// <summary>Where a project's command finds its programs and packages.</summary>
public enum EnvironmentKind
{
    /// <summary>The machine as it is.</summary>
    System,

    /// <summary>A Python virtual environment made from a <c>python_env</c> file.</summary>
    Virtualenv,

    /// <summary>A conda environment made from a <c>conda_env</c> file.</summary>
    Conda,

    /// <summary>The .NET SDK, with a project's packages restored.</summary>
    Dotnet,
}
