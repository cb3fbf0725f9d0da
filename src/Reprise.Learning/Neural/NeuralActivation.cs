namespace Reprise.Learning.Neural;

/// <summary>What a hidden unit makes of its weighted sum.</summary>
public enum NeuralActivation
{
    /// <summary>max(0, z).</summary>
    Relu,

    /// <summary>tanh z.</summary>
    Tanh,

    /// <summary>1 ÷ (1 + e⁻ᶻ).</summary>
    Logistic,

    /// <summary>z itself: the network stays linear.</summary>
    Identity,
}
