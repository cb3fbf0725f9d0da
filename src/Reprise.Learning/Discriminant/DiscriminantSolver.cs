namespace Reprise.Learning.Discriminant;

/// <summary>How linear discriminants are found.</summary>
public enum DiscriminantSolver
{
    /// <summary>Scales columns by their deviation within classes and drops directions without variance: scikit-learn's <c>svd</c>. No shrinkage.</summary>
    Whitening,

    /// <summary>Solves covariance · coefficients = means, the covariance perhaps shrunk: scikit-learn's <c>lsqr</c>.</summary>
    LeastSquares,
}
