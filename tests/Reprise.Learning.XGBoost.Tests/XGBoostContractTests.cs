using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Testing.Estimators;

namespace Reprise.Learning.XGBoost.Tests;

/// <summary>Both estimators keep the contract of all estimators; so do variants whose parameters take other paths of the library.</summary>
public sealed class XGBoostContractTests
{
    public static TheoryData<IClassifier> Classifiers =>
    [
        .. EstimatorChecks.ClassifiersOf(typeof(XGBoostClassifier).Assembly).Select(classifier => new TheoryDataRow<IClassifier>(classifier)),
        new TheoryDataRow<IClassifier>(new XGBoostClassifier { Rounds = 20, Growth = GrowthPolicy.LeafWise, MaxDepth = null, MaxLeaves = 5, RowSubsample = 0.8, Seed = 3 }),
    ];

    public static TheoryData<IRegressor> Regressors =>
    [
        .. EstimatorChecks.RegressorsOf(typeof(XGBoostRegressor).Assembly).Select(regressor => new TheoryDataRow<IRegressor>(regressor)),
        new TheoryDataRow<IRegressor>(new XGBoostRegressor { Rounds = 30, Method = XGBoostMethod.Exact, ColumnSubsample = 0.9, L1 = 0.01 }),
        new TheoryDataRow<IRegressor>(new XGBoostRegressor { Rounds = 30, Method = XGBoostMethod.Approximate, MaxBins = 16 }),
    ];

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Run_OnEachClassifier_FindsNothing(IClassifier classifier)
    {
        Engine.Needed();

        Assert.Empty(EstimatorChecks.Run(classifier));
    }

    [Theory]
    [MemberData(nameof(Regressors))]
    public void Run_OnEachRegressor_FindsNothing(IRegressor regressor)
    {
        Engine.Needed();

        Assert.Empty(EstimatorChecks.Run(regressor));
    }
}
