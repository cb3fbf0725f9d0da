namespace Reprise.Learning.Trees;

/// <summary>What a classification tree lowers with each cut.</summary>
public enum Criterion
{
    /// <summary>Gini impurity, 1 − Σₖpₖ²: how often two rows drawn from the node differ in class.</summary>
    Gini,

    /// <summary>Shannon entropy in bits, −Σₖpₖ log₂ pₖ; its fall is the information gain.</summary>
    Entropy,
}
