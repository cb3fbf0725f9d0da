namespace Reprise.Testing.Estimators;

/// <summary>How the shared checks fit an estimator on the sample data: to the bytes of its model file, or just to see what happens.</summary>
internal sealed record FitRunner(Func<object, byte[]> ToBytes, Action<object, CancellationToken> Fit);
