using Reprise.Core.Errors;
using Reprise.Native.XGBoost;

namespace Reprise.Learning.XGBoost;

/// <summary>The optional XGBoost library that <see cref="XGBoostClassifier"/> and <see cref="XGBoostRegressor"/> train with.</summary>
public static class XGBoostEngine
{
    /// <summary>Whether this machine has the library. Fitted models do not need it.</summary>
    public static bool IsAvailable => XGBoostLibrary.IsAvailable;

    /// <summary>Version of the library, as in 1.7.4.</summary>
    /// <exception cref="RepriseException">This machine has none; the message says how to install it.</exception>
    public static Version Version
    {
        get
        {
            Need(IsAvailable, "XGBoost");
            return XGBoostLibrary.Version;
        }
    }

    /// <summary>Says how the library is installed when it is not.</summary>
    internal static void Need(bool available, string owner)
    {
        if (!available)
        {
            throw new RepriseException(
                ErrorCode.NotImplemented,
                $"`{owner}` trains with the XGBoost library, which is not on this machine. Install it (Debian and Ubuntu: apt install libxgboost0; elsewhere put "
                + "libxgboost.so, libxgboost.dylib or xgboost.dll where the system looks for libraries), or use the HistogramGradientBoosting estimators, which need none. "
                + "Models that are fitted already need no library.");
        }
    }
}
