namespace Reprise.Learning.Estimators;

/// <summary>An estimator or transformer that takes NaN as a missing value, in training and after; all others refuse it.</summary>
public interface IAcceptsMissing;
