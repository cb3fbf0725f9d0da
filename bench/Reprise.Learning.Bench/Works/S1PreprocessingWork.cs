using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Bench.Works;

/// <summary>Fits Yeo-Johnson, then robust scaling on the 400 × 50 table, one thread.</summary>
internal sealed class S1PreprocessingWork : IWork
{
    public string Name => "s1-preprocessing";

    public void Run(WorkLog log)
    {
        var x = Turkish.Read().X;
        log.Median("", 5, 15, 1, () => new RobustScaler().Fit(new PowerTransformer().Fit(x).Transform(x)));
    }
}
