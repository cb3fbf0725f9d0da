namespace TurkishMusic.Training;

/// <summary>How the emotion model is evaluated and trained. The defaults are the reference system's.</summary>
public sealed record EmotionOptions
{
    /// <summary>Trees of the forest, at least 1. Default 200.</summary>
    public int Trees { get; init; } = 200;

    /// <summary>Seed of every random choice: folds and forest. At least 0. Default 42.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Folds of a repeat, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How often the folds are drawn anew, at least 1. Default 5.</summary>
    public int Repeats { get; init; } = 5;
}
