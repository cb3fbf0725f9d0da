namespace Reprise.Learning.Svm;

/// <summary>How a support vector machine compares two rows.</summary>
public enum SvmKernel
{
    /// <summary>exp(−γ‖a − b‖²).</summary>
    Rbf,

    /// <summary>a·b.</summary>
    Linear,

    /// <summary>(γ a·b + coef0)^degree.</summary>
    Polynomial,

    /// <summary>tanh(γ a·b + coef0). Not positive definite in general.</summary>
    Sigmoid,
}
