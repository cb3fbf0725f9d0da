namespace Reprise.Learning.Baselines;

/// <summary>What a <see cref="DummyClassifier"/> predicts.</summary>
public enum DummyClassifierStrategy
{
    /// <summary>The share of each class in training as its probability; the label is the most frequent class.</summary>
    Prior,

    /// <summary>The most frequent class with probability 1; the lowest index among equals.</summary>
    MostFrequent,

    /// <summary>A class drawn per row, each as likely as in training, with probability 1.</summary>
    Stratified,

    /// <summary>A class drawn per row, each that occurs in training equally likely, with probability 1.</summary>
    Uniform,

    /// <summary>One given class with probability 1.</summary>
    Constant,
}
