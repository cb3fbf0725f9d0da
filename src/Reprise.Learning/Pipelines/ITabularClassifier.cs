using Reprise.Core.Tables;

namespace Reprise.Learning.Pipelines;

/// <summary>A fitted classifier over named columns.</summary>
public interface ITabularClassifier : ITabularModel
{
    /// <summary>The column the classes came from in training.</summary>
    string Target { get; }

    /// <summary>The class labels, sorted ordinally; the order of the probabilities.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>A label and a probability per class for each row.</summary>
    /// <exception cref="ArgumentException">A needed column is missing, has another type, or holds a null or non-finite value; all are listed.</exception>
    ClassPredictions Predict(Table rows, CancellationToken cancellationToken = default);
}
