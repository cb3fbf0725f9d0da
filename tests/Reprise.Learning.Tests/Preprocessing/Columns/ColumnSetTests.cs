using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing.Columns;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Preprocessing.Columns;

public sealed class ColumnSetTests
{
    [Fact]
    public void Equals_OfTheSameColumns_Holds()
    {
        Assert.Equal(ColumnSet.Named("a", "b"), ColumnSet.Named("a", "b"));
        Assert.Equal(ColumnSet.Named("a", "b").GetHashCode(), ColumnSet.Named("a", "b").GetHashCode());
        Assert.NotEqual(ColumnSet.Named("a", "b"), ColumnSet.Named("b", "a"));
        Assert.NotEqual(ColumnSet.Numbers, ColumnSet.Text);
        Assert.NotEqual(ColumnSet.Numbers, ColumnSet.Named("a"));
    }

    [Fact]
    public void Named_WithoutNames_IsRefused() => Assert.Throws<ArgumentException>(() => ColumnSet.Named());

    [Fact]
    public void EstimatorDescription_OfAColumnTransformer_NamesItsBlocksAndTheirSteps()
    {
        var pipeline = new ClassifierPipeline { Columns = Houses.Columns, Classifier = new DecisionTreeClassifier() };

        var described = EstimatorDescription.Of(pipeline).ToDictionary(pair => pair.Key, pair => pair.Value);

        Assert.Equal("ColumnTransformer", described["columns"]);
        Assert.Equal("numbers", described["columns.blocks.0.name"]);
        Assert.Equal("[area, rooms]", described["columns.blocks.0.columns"]);
        Assert.Equal("true", described["columns.blocks.0.encoder.allow_missing"]);
        Assert.Equal("SimpleImputer", described["columns.blocks.0.steps.0"]);
        Assert.Equal("every String, Boolean", described["columns.blocks.1.columns"]);
        Assert.Equal("Ignore", described["columns.blocks.1.encoder.unknown"]);
    }
}
