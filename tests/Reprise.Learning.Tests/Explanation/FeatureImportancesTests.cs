using System.Reflection;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Learning.Tests.Boosting;

namespace Reprise.Learning.Tests.Explanation;

public sealed class FeatureImportancesTests
{
    [Fact]
    public void Models_ThatHaveFeatureImportances_SaySoByTheInterface() =>
        Assert.Empty(typeof(IFeatureImportances).Assembly.GetTypes()
            .Where(type => type.IsClass && type.GetProperty(nameof(IFeatureImportances.FeatureImportances), BindingFlags.Public | BindingFlags.Instance) is not null)
            .Where(type => !type.IsAssignableTo(typeof(IFeatureImportances)))
            .Select(type => type.Name));

    [Fact]
    public void Models_ThatHaveGains_HaveFeatureImportances() =>
        Assert.Empty(typeof(IFeatureImportances).Assembly.GetTypes()
            .Where(type => type.GetProperty("FeatureGains") is not null && !type.IsAssignableTo(typeof(IFeatureImportances)))
            .Select(type => type.Name));

    [Fact]
    public void FeatureImportances_OfBoosting_AreThePartsOfAllGains()
    {
        var (x, y) = Diabetes.Load();
        var model = new HistogramGradientBoostingRegressor { Rounds = 20 }.Fit(x, y);

        var sum = model.FeatureGains.ToArray().Sum();

        Assert.Equal(1, model.FeatureImportances.ToArray().Sum(), 1e-12);
        Numbers.Close(Array.ConvertAll(model.FeatureGains.ToArray(), gain => gain / sum), model.FeatureImportances, 1e-12);
    }

    [Fact]
    public void FeatureImportances_WithoutASplit_AreZero()
    {
        var (x, y) = Diabetes.Load();

        var model = new GradientBoostingRegressor { Trees = 3 }.Fit(x, new double[y.Length]);

        Assert.All(model.FeatureImportances.ToArray(), importance => Assert.Equal(0, importance));
    }
}
