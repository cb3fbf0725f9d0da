namespace Reprise.Learning.XGBoost.Tests;

/// <summary>The library these tests need.</summary>
internal static class Engine
{
    /// <summary>Skips the test, with the reason, where the library is missing.</summary>
    public static void Needed() =>
        Assert.SkipUnless(XGBoostEngine.IsAvailable, "The XGBoost library is not on this machine. Install Debian's libxgboost0, or run ./test, which does.");
}
