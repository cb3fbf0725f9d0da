using Reprise.Core.Tables;

namespace Reprise.Learning.Pipelines;

/// <summary>A fitted regressor over named columns.</summary>
public interface ITabularRegressor : ITabularModel
{
    /// <summary>The column the values came from in training.</summary>
    string Target { get; }

    /// <summary>A value for each row.</summary>
    /// <exception cref="ArgumentException">A needed column is missing, has another type, or holds a null or non-finite value; all are listed.</exception>
    double[] Predict(Table rows, CancellationToken cancellationToken = default);
}
