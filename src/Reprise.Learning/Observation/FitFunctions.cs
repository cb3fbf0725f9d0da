using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Observation;

/// <summary>A fit of a classifier, without the observation around it.</summary>
public delegate TModel ClassifierFit<out TModel>(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken)
    where TModel : IClassifierModel;

/// <summary>A fit of a classifier with a weight per row, without the observation around it.</summary>
public delegate TModel WeightedClassifierFit<out TModel>(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    where TModel : IClassifierModel;

/// <summary>A fit of a regressor, without the observation around it.</summary>
public delegate TModel RegressorFit<out TModel>(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken)
    where TModel : IRegressorModel;

/// <summary>A fit of a regressor with a weight per row, without the observation around it.</summary>
public delegate TModel WeightedRegressorFit<out TModel>(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    where TModel : IRegressorModel;

/// <summary>A fit of a clusterer with a weight per row, without the observation around it.</summary>
public delegate TModel ClustererFit<out TModel>(MatrixView x, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    where TModel : IClustererModel;
