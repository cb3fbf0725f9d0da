using Reprise.Core.Tables;

namespace Reprise.Learning.Pipelines;

/// <summary>Fitted clusters over named columns.</summary>
public interface ITabularClusterer : ITabularModel
{
    /// <summary>Number of clusters.</summary>
    int ClusterCount { get; }

    /// <summary>The cluster of each row, in [0, <see cref="ClusterCount"/>).</summary>
    /// <exception cref="ArgumentException">A needed column is missing, has another type, or holds a null or non-finite value; all are listed.</exception>
    int[] Predict(Table rows, CancellationToken cancellationToken = default);
}
