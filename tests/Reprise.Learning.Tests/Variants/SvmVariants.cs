using Reprise.Learning.Estimators;
using Reprise.Learning.Svm;

namespace Reprise.Learning.Tests.Variants;

/// <summary>Support vector machines whose parameters take other paths than the defaults.</summary>
internal static class SvmVariants
{
    public static IEnumerable<IClassifier> Classifiers =>
    [
        new SvmClassifier { Calibration = SvmCalibration.None, ClassWeights = ClassWeights.Balanced, C = 10 },
        new SvmClassifier { Kernel = SvmKernel.Polynomial, Degree = 2, Coef0 = 1, C = 10, MaxIterations = 20000 },
        new SvmClassifier { Shrinking = false, Gamma = SvmGamma.Auto, CacheMegabytes = 1, Seed = 4 },
    ];

    public static IEnumerable<IRegressor> Regressors =>
    [
        new SvmRegressor { Kernel = SvmKernel.Sigmoid, Gamma = SvmGamma.Of(1e-7) },
        new SvmRegressor { Shrinking = false, Epsilon = 0 },
    ];
}
