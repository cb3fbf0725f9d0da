namespace Reprise.Learning.Guards;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>Scores may be too good or too uncertain.</summary>
    Warning,

    /// <summary>Scores cannot be believed.</summary>
    Critical,
}
