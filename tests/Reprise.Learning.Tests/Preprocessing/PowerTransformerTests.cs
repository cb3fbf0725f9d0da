using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Preprocessing;

public sealed class PowerTransformerTests
{
    private static readonly GoldenSet Iris = GoldenSet.Load("iris");

    [Fact]
    public void Fit_BoxCox_GivesReferenceValues()
    {
        var golden = GoldenSet.Json("preprocessing.json").GetProperty("box_cox");

        var model = new PowerTransformer { Method = PowerMethod.BoxCox }.Fit(Iris.X);

        Numbers.Close(golden.GetProperty("lambdas").Doubles(), model.Lambdas, 1e-6);
        Numbers.Close(golden.GetProperty("rows").Matrix().Values, model.Transform(Every15th()).Values, 1e-6);
    }

    [Fact]
    public void Fit_BoxCoxWithoutStandardisation_GivesReferenceValues()
    {
        var golden = GoldenSet.Json("preprocessing.json").GetProperty("box_cox_plain");

        var model = new PowerTransformer { Method = PowerMethod.BoxCox, Standardize = false }.Fit(Iris.X);

        Numbers.Close(golden.GetProperty("rows").Matrix().Values, model.Transform(Every15th()).Values, 1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2.5)]
    public void Fit_BoxCoxOfAValueNotAboveZero_NamesItsPlace(double value)
    {
        var x = new Matrix(2, 2);
        x.Values.Fill(1);
        x[1, 0] = value;

        var error = Assert.Throws<ArgumentException>(() => new PowerTransformer { Method = PowerMethod.BoxCox }.Fit(x));

        Assert.Contains("row 1, column 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_BoxCoxOfAValueNotAboveZero_NamesItsPlace()
    {
        var model = new PowerTransformer { Method = PowerMethod.BoxCox }.Fit(Iris.X);

        var error = Assert.Throws<ArgumentException>(() => model.Transform(new Matrix(1, 4)));

        Assert.Contains("above 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_BoxCoxOfAConstantColumn_KeepsLambdaOne()
    {
        var x = new Matrix(3, 1);
        x.Values.Fill(4);

        var model = new PowerTransformer { Method = PowerMethod.BoxCox, Standardize = false }.Fit(x);

        Assert.Equal([3, 3, 3], model.Transform(x).Values);
    }

    [Theory]
    [InlineData(PowerMethod.BoxCox)]
    [InlineData(PowerMethod.YeoJohnson)]
    public void ModelFile_OfEitherMethod_ReadsBackTheSame(PowerMethod method)
    {
        var pipeline = new ClassifierPipeline { Steps = [new PowerTransformer { Method = method }], Classifier = new DecisionTreeClassifier { MaxDepth = 3 } };
        var fitted = pipeline.Fit(Iris.Table(), "class");
        using var stream = new MemoryStream();
        ModelFile.Write(fitted, stream);
        stream.Position = 0;

        var loaded = Assert.IsType<ClassifierPipelineModel>(ModelFile.Read(stream, "memory"));

        Assert.Equal(method, Assert.IsAssignableFrom<PowerTransformerModel>(loaded.Steps[0]).Method);
        Assert.Equal(fitted.Predict(Iris.Table()).Probabilities.Values, loaded.Predict(Iris.Table()).Probabilities.Values);
    }

    private static Matrix Every15th() => Iris.X.View.TakeRows([.. Enumerable.Range(0, 10).Select(i => 15 * i)]);
}
