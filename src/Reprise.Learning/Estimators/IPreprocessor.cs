namespace Reprise.Learning.Estimators;

/// <summary>A step a pipeline can hold before its last estimator: an <see cref="ITransformer"/> or an <see cref="ISupervisedTransformer"/>.</summary>
public interface IPreprocessor;
