namespace Reprise.Learning.Ensembles;

/// <summary>How the members of a <see cref="VotingClassifier"/> are heard.</summary>
public enum Voting
{
    /// <summary>Each gives its weight to the class it predicts.</summary>
    Hard,

    /// <summary>The weighted mean of their probabilities.</summary>
    Soft,
}
