namespace Reprise.Learning.Neural;

/// <summary>What the last layer gives, and with it the loss; each loss's gradient is output − target.</summary>
internal enum NeuralOutput
{
    /// <summary>Probabilities of many classes; log loss.</summary>
    Softmax,

    /// <summary>The probability of the second of two classes; log loss.</summary>
    Logistic,

    /// <summary>A value; half the squared error.</summary>
    Identity,
}
