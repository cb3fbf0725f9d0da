using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Testing.Estimators;

/// <summary>NaN is refused, or taken as missing by those that say so.</summary>
internal static class MissingChecks
{
    /// <summary>Checks training.</summary>
    public static void InFit(object estimator, CheckLog log, Action<MatrixView> fit) => Run(estimator, log, "Fit", fit);

    /// <summary>Checks what is fitted.</summary>
    public static void InModel(object estimator, CheckLog log, string member, Action<MatrixView> predict) => Run(estimator, log, member, predict);

    private static void Run(object estimator, CheckLog log, string where, Action<MatrixView> action)
    {
        if (estimator is IAcceptsMissing)
        {
            log.Check($"NaN in {where}", () => action(SampleData.With(3, 2, double.NaN)));
        }
        else
        {
            log.Refuses($"NaN in {where}", "finite", () => action(SampleData.With(3, 2, double.NaN)));
        }
    }
}
