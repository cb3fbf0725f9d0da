namespace Reprise.Cli.Shell;

/// <summary>How a command ends, for scripts. <c>--help</c> of every command lists its own.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>It could not be done.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the input breaks a stated rule.</summary>
    public const int Usage = 2;

    /// <summary>A gate or a validation said no.</summary>
    public const int Refused = 3;

    /// <summary>A fault of the program.</summary>
    public const int Internal = 70;

    /// <summary>Stopped by Ctrl-C or SIGTERM.</summary>
    public const int Cancelled = 130;
}
