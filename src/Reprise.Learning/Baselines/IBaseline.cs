namespace Reprise.Learning.Baselines;

/// <summary>An estimator that ignores the features: what any other has to beat.</summary>
public interface IBaseline;
