namespace Reprise.Flows.Projects;

/// <summary>What an entry point's parameter takes, in MLflow's words.</summary>
public enum ParameterType
{
    /// <summary>Any text.</summary>
    String,

    /// <summary>A number in invariant notation, such as <c>0.5</c> or <c>1e-3</c>.</summary>
    Float,

    /// <summary>A file or folder that exists; the command gets its absolute path.</summary>
    Path,

    /// <summary>A URI as it is, or a local path, which the command gets as an absolute path.</summary>
    Uri,
}
