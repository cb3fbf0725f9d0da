namespace Reprise.Learning.Decomposition;

/// <summary>How principal components are found.</summary>
public enum PcaSolver
{
    /// <summary>
    /// <see cref="Covariance"/> of at most 1,000 columns with ten times as many rows; else <see cref="Full"/> when rows or columns are at most 500;
    /// else <see cref="Randomized"/> when fewer than 80 % of the components are asked for; else <see cref="Covariance"/>.
    /// </summary>
    Auto,

    /// <summary>Singular values of the centred rows: the most exact for components of little variance.</summary>
    Full,

    /// <summary>Eigenvectors of the covariance matrix: the fastest for many rows; variances below 1e-14 of the largest are noise.</summary>
    Covariance,

    /// <summary>Subspace iterations from a random start (Halko, Martinsson and Tropp 2011): a few components of many columns, not exact.</summary>
    Randomized,
}
