namespace Reprise.Learning.Estimators;

/// <summary>A fitted model that says how much each of its input columns mattered in training.</summary>
public interface IFeatureImportances
{
    /// <summary>A number of at least 0 per input column; they sum to 1, or are all 0 when no column mattered.</summary>
    ReadOnlySpan<double> FeatureImportances { get; }
}
