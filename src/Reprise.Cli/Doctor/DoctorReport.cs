namespace Reprise.Cli.Doctor;

/// <summary>What this installation is and sees.</summary>
internal sealed record DoctorReport
{
    public required string Version { get; init; }

    public required string Runtime { get; init; }

    public required string OperatingSystem { get; init; }

    public required int Processors { get; init; }

    public required IReadOnlyList<DoctorCheck> Checks { get; init; }
}

/// <summary>One thing looked at: whether it is fine, and what was found.</summary>
internal sealed record DoctorCheck(string Name, bool Ok, string Found);
