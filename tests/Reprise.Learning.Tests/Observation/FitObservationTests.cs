using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Learning.Linear;
using Reprise.Learning.Observation;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Learning.Trees;
using Reprise.Testing.Estimators;

namespace Reprise.Learning.Tests.Observation;

public sealed class FitObservationTests
{
    private static readonly System.Reflection.Assembly Room = typeof(StandardScaler).Assembly;

    public static TheoryData<string> Estimators =>
    [
        .. EstimatorChecks.ClassifiersOf(Room).Concat<object>(EstimatorChecks.RegressorsOf(Room)).Concat(EstimatorChecks.ClusterersOf(Room))
            .Select(estimator => new TheoryDataRow<string>(estimator.GetType().FullName!)),
    ];

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Observe_ABareFitOfEachEstimator_IsSeenOnceWithItsModel(string type)
    {
        var estimator = Activator.CreateInstance(Room.GetType(type)!)!;
        var (x, y, values) = Sample();
        var seen = Watch(() => _ = estimator switch
        {
            IClassifier classifier => classifier.Fit(x, y, 2),
            IRegressor regressor => (object)regressor.Fit(x, values),
            _ => ((IClusterer)estimator).Fit(x),
        });

        var fit = Assert.Single(seen);
        Assert.Same(estimator, fit.Estimator);
        Assert.Null(fit.Error);
        Assert.Equal(["x0", "x1"], fit.Outcome!.Model!.FeatureNames);
        Assert.Equal(40, fit.Data.RowCount);
        Assert.Equal(estimator is IClassifier ? ["0", "1"] : null, (fit.Outcome.Model as ITabularClassifier)?.Classes);
    }

    [Fact]
    public void Observe_AFitWithWeights_ShowsThem()
    {
        var (x, y, _) = Sample();
        double[] weights = [.. Enumerable.Range(1, 40)];

        var fit = Assert.Single(Watch(() => new LogisticRegression().Fit(x, y, 2, weights)));

        Assert.Equal(weights, fit.Data.Weights.ToArray());
        Assert.Equal(y, fit.Data.ClassIndices.ToArray());
    }

    [Fact]
    public void Observe_OfElevenClasses_LabelsThemInTheirOrder()
    {
        var x = new Matrix(22, 1);
        for (var row = 0; row < 22; row++)
        {
            x[row, 0] = row;
        }

        var fit = Assert.Single(Watch(() => new DecisionTreeClassifier().Fit(x, [.. Enumerable.Range(0, 22).Select(row => row / 2)], 11)));

        Assert.Equal(["00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10"], ((ITabularClassifier)fit.Outcome!.Model!).Classes);
    }

    [Fact]
    public void Observe_AFitThatTakesMissingValues_GivesAModelThatDoes()
    {
        var (x, y, _) = Sample();
        x[3, 1] = double.NaN;

        var fit = Assert.Single(Watch(() => new HistogramGradientBoostingClassifier { Rounds = 2 }.Fit(x, y, 2)));

        Assert.Equal(5, ((ITabularClassifier)fit.Outcome!.Model!).Predict(fit.Data.Head(5)).Labels.Count);
    }

    [Fact]
    public void Observe_AFitThatFails_ShowsTheErrorAndThrowsIt()
    {
        var (x, y, _) = Sample();
        var seen = new Seen();

        using (FitObservation.Observe(seen))
        {
            Assert.Throws<ArgumentException>(() => new LogisticRegression().Fit(x, y.AsSpan(1), 2));
        }

        Assert.Contains("same rows", Assert.Single(seen.Fits).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Observe_ACrossValidation_IsSeenOnceWithItsFolds()
    {
        var (x, y, values) = Sample();
        var validation = new CrossValidation { Splitter = new StratifiedKFold { Folds = 4 } };
        var regression = new RegressionCrossValidation { Splitter = new KFold { Folds = 3 } };

        var seen = Watch(() =>
        {
            validation.Evaluate(new DecisionTreeClassifier(), x, y, 2);
            regression.Evaluate(new Ridge(), x, values);
        });

        Assert.Equal(2, seen.Count);
        Assert.Same(validation, seen[0].Procedure);
        Assert.IsType<DecisionTreeClassifier>(seen[0].Estimator);
        Assert.Equal(4, seen[0].Outcome!.Folds.Count);
        Assert.Equal(40, seen[0].Outcome!.OutOfFold!.Truth.Length);
        Assert.Equal(3, seen[1].Outcome!.Folds.Count);
        Assert.All(seen, fit => Assert.Null(fit.Outcome!.Model));
    }

    [Fact]
    public void Observe_Searches_AreSeenOnceEachWithTheirChoice()
    {
        var (x, y, _) = Sample();
        var data = ClassificationData.Of(x, y, 2);
        Grid<DecisionTreeClassifier> grid = Grid.Of(new DecisionTreeClassifier()).With("MaxDepth", [1, 2], (tree, depth) => tree with { MaxDepth = depth });
        Candidate<IClassifier>[] candidates = [.. grid.Select(candidate => new Candidate<IClassifier>(candidate.Estimator, candidate.Parameters))];

        var seen = Watch(() =>
        {
            new GridSearch<IClassifier> { Candidates = candidates, Splitter = new StratifiedKFold { Folds = 2 } }.Run(data);
            new HalvingSearch<IClassifier> { Candidates = candidates, Splitter = new StratifiedKFold { Folds = 2 }, Refit = false }.Run(data);
            new NestedCrossValidation<IClassifier>
            {
                Outer = new StratifiedKFold { Folds = 2 }, Search = new GridSearch<IClassifier> { Candidates = candidates, Splitter = new StratifiedKFold { Folds = 2 } },
            }.Run(data);
            new LearningCurve { Splitter = new StratifiedKFold { Folds = 2 }, Fractions = [1] }.Run<IClassifier, IClassifierModel>(new DecisionTreeClassifier(), data);
        });

        Assert.Equal(3, seen.Count);
        Assert.Equal(2, seen[0].Outcome!.Candidates!.RowCount);
        Assert.IsType<DecisionTreeClassifier>(seen[0].Outcome!.BestEstimator);
        Assert.IsType<ClassifierPipelineModel>(seen[0].Outcome!.Model);
        Assert.Null(seen[1].Outcome!.Model);
        Assert.IsType<NestedCrossValidation<IClassifier>>(seen[2].Procedure);
        Assert.Equal("2", EstimatorDescription.Of(seen[0].Estimator).Single(pair => pair.Key == "candidates").Value);
        Assert.Equal("StratifiedKFold", EstimatorDescription.Of(seen[0].Estimator).Single(pair => pair.Key == "splitter").Value);
    }

    private static List<Fit> Watch(Action action)
    {
        var seen = new Seen();
        using (FitObservation.Observe(seen))
        {
            action();
        }

        return seen.Fits;
    }

    private static (Matrix X, int[] Y, double[] Values) Sample()
    {
        var rng = new Rng(4);
        var (x, y, values) = (new Matrix(40, 2), new int[40], new double[40]);
        for (var row = 0; row < 40; row++)
        {
            y[row] = row % 2;
            (x[row, 0], x[row, 1]) = (y[row] + rng.NextDouble(), rng.NextDouble());
            values[row] = x[row, 0] - x[row, 1];
        }

        return (x, y, values);
    }

    /// <summary>One fit as it was shown.</summary>
    private sealed class Fit(object estimator, object? procedure, FitData data) : IFitScope
    {
        public object Estimator { get; } = estimator;

        public object? Procedure { get; } = procedure;

        public FitData Data { get; } = data;

        public FitOutcome? Outcome { get; private set; }

        public Exception? Error { get; private set; }

        public void Succeeded(FitOutcome outcome) => Outcome = Outcome is null ? outcome : throw new InvalidOperationException("told twice");

        public void Failed(Exception error) => Error = error;
    }

    private sealed class Seen : IFitObserver
    {
        public List<Fit> Fits { get; } = [];

        public IFitScope Begin(object estimator, object? procedure, FitData data)
        {
            Fits.Add(new Fit(estimator, procedure, data));
            return Fits[^1];
        }
    }
}
