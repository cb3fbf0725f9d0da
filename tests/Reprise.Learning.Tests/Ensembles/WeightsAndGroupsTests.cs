using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Core.Tables;
using Reprise.Learning.Bayes;
using Reprise.Learning.Calibration;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Linear;
using Reprise.Learning.Metrics;
using Reprise.Learning.Neighbours;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Ensembles;

/// <summary>Estimators of several pass row weights on to their members, and keep groups together where they split rows.</summary>
public sealed class WeightsAndGroupsTests
{
    private static readonly GaussianNaiveBayes Bayes = new();

    public static TheoryData<IGroupedClassifier> Classifiers =>
    [
        new VotingClassifier { Voting = Voting.Soft, Classifiers = [Bayes, new DecisionTreeClassifier { MaxDepth = 2 }] },
        new StackingClassifier { Classifiers = [Bayes] },
        new CalibratedClassifier { Classifier = Bayes },
        new CalibratedClassifier { Classifier = Bayes, Method = CalibrationMethod.Isotonic, Ensemble = false },
        new TunedThresholdClassifier { Classifier = Bayes },
        new BaggingClassifier { Classifier = Bayes, Estimators = 3 },
        new PreprocessedClassifier { Classifier = Bayes },
    ];

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Fit_WithWeights_CountsThemAndLeavesOutRowsOfNone(IGroupedClassifier classifier)
    {
        var (x, y, groups) = Sample();
        double[] weights = [.. Enumerable.Range(0, 120).Select(row => row < 20 ? 0 : y[row] == 1 ? 6.0 : 1)];
        var counted = Enumerable.Range(20, 100).ToArray();

        var plain = classifier.Fit(x, y, 2).PredictProbabilities(x).Values.ToArray();
        var weighted = classifier.Fit(x, y, 2, weights).PredictProbabilities(x).Values.ToArray();
        var without = classifier.Fit(x.View.TakeRows(counted), [.. counted.Select(row => y[row])], 2, weights.AsSpan(20)).PredictProbabilities(x).Values.ToArray();

        Assert.Equal(without, weighted);
        Assert.NotEqual(plain, weighted);
        Assert.Contains(
            "there are 3 groups", Assert.Throws<ArgumentException>(() => classifier.Fit(x, y, 2, [], groups.AsSpan(0, 3))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CalibrationMethod.Sigmoid)]
    [InlineData(CalibrationMethod.Isotonic)]
    public void CalibrationCurve_WithAWeightOf2_IsThatOfTheRowTwice(CalibrationMethod method)
    {
        double[] scores = [0.1, 0.2, 0.3, 0.4, 0.45, 0.6, 0.7, 0.9];
        bool[] truth = [false, true, false, false, true, true, false, true];

        var weighted = CalibrationCurve.Fit(method, scores, truth, [2, 1, 1, 2, 1, 1, 1, 2]);
        var repeated = CalibrationCurve.Fit(method, [.. scores, 0.1, 0.4, 0.9], [.. truth, false, false, true], []);

        Assert.All(Enumerable.Range(0, 21), i => Assert.Equal(repeated.At(i / 20.0), weighted.At(i / 20.0), 1e-9));
    }

    public static TheoryData<IGroupedRegressor> Regressors =>
    [
        new VotingRegressor { Regressors = [new Ridge(), new DecisionTreeRegressor { MaxDepth = 2 }] },
        new StackingRegressor { Regressors = [new Ridge()], Final = new LinearRegression() },
        new BaggingRegressor { Regressor = new Ridge(), Estimators = 3 },
    ];

    [Theory]
    [MemberData(nameof(Regressors))]
    public void Fit_OfARegressorWithWeights_CountsThemAndLeavesOutRowsOfNone(IGroupedRegressor regressor)
    {
        var (x, y, _) = Sample();
        double[] values = [.. y.Select((index, row) => index + x[row, 1] + (row % 7))];
        double[] weights = [.. Enumerable.Range(0, 120).Select(row => row < 20 ? 0 : row % 2 == 0 ? 5.0 : 1)];

        var weighted = regressor.Fit(x, values, weights).Predict(x);

        Assert.Equal(regressor.Fit(x.View.Slice(20, 100), values.AsSpan(20), weights.AsSpan(20)).Predict(x), weighted);
        Assert.NotEqual(regressor.Fit(x, values).Predict(x), weighted);
    }

    [Fact]
    public void Fit_WithWeightsForAMemberThatTakesNone_NamesIt()
    {
        var (x, y, _) = Sample();

        var error = Assert.Throws<ArgumentException>(
            () => new VotingClassifier { Classifiers = [new KNearestNeighboursClassifier()] }.Fit(x, y, 2, [.. Enumerable.Repeat(1.0, 120)]));

        Assert.Contains("`KNearestNeighboursClassifier` in `VotingClassifier` takes no row weights", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_OfABaggingRegressor_IsTheMeanOfItsMembers()
    {
        var (x, y, _) = Sample();
        double[] values = [.. y.Select(index => (double)index)];

        var bag = new BaggingRegressor { Estimators = 4, FeatureFraction = 0.5 }.Fit(x, values);

        Assert.All(bag.MemberColumns, columns => Assert.Single(columns));
        var one = new BaggingRegressor { Regressor = new Ridge(), Estimators = 1, Bootstrap = false }.Fit(x, values).Predict(x);
        Assert.Equal(new Ridge().Fit(x, values).Predict(x), one);
    }

    /// <summary>A probe sees which rows each inner fit gets: rows of one group are never on both sides.</summary>
    [Fact]
    public void Fit_WithGroups_NeverPartsThemInInnerFolds()
    {
        var (x, y, groups) = Sample();
        foreach (var make in (Func<IClassifier, IGroupedClassifier>[])
        [
            probe => new StackingClassifier { Classifiers = [probe], Final = Bayes },
            probe => new CalibratedClassifier { Classifier = probe },
            probe => new CalibratedClassifier { Classifier = probe, Ensemble = false },
            probe => new TunedThresholdClassifier { Classifier = probe },
            probe => new VotingClassifier { Classifiers = [new TunedThresholdClassifier { Classifier = probe }] },
            probe => new PreprocessedClassifier { Steps = [new MinMaxScaler()], Classifier = new StackingClassifier { Classifiers = [probe], Final = Bayes } },
        ])
        {
            var probe = new Probe();
            make(probe).Fit(x, y, 2, [], groups);
            Assert.True(Parted(probe, groups) == 0 && probe.Fits.Count > 1);

            var blind = new Probe();
            make(blind).Fit(x, y, 2);
            Assert.True(Parted(blind, groups) > 0);
        }
    }

    [Fact]
    public void Run_OfSearchesWithGroups_PassesThemToSplittersAndEstimators()
    {
        var (x, y, groups) = Sample();
        var probe = new Probe();
        var data = ClassificationData.Of(x, y, 2, groups);
        Candidate<IClassifier>[] candidates = [new(new TunedThresholdClassifier { Classifier = probe }, [])];

        new GridSearch<IClassifier> { Candidates = candidates, MaxWorkers = 1 }.Run(data);
        new NestedCrossValidation<IClassifier> { Search = new GridSearch<IClassifier> { Candidates = candidates, MaxWorkers = 1 } }.Run(data);

        Assert.Equal(0, Parted(probe, groups));
        Assert.True(probe.Fits.Count > 30);
    }

    [Fact]
    public void Fit_OfAPipelineWithGroups_PassesThemOn()
    {
        var (x, y, groups) = Sample();
        var probe = new Probe();
        var table = new Table(
        [
            new Column<double>("id", [.. Enumerable.Range(0, 120).Select(row => x[row, 0])]),
            new Column<double>("x", [.. Enumerable.Range(0, 120).Select(row => x[row, 1])]),
            new Column<string>("class", [.. y.Select(index => index == 0 ? "a" : "b")]),
        ]);

        new ClassifierPipeline { Classifier = new CalibratedClassifier { Classifier = probe } }.Fit(table, "class", groups);

        Assert.Equal(0, Parted(probe, groups));
    }

    [Fact]
    public void Split_OfAutoKFold_SuitsTheRows()
    {
        var (_, y, groups) = Sample();
        var classes = SplitInput.OfClasses(y);
        var rows = SplitInput.OfRows(120);

        Same(new StratifiedKFold { ShuffleSeed = 4 }, classes);
        Same(new StratifiedGroupKFold { ShuffleSeed = 4 }, classes.WithGroups(groups));
        Same(new KFold { ShuffleSeed = 4 }, rows);
        Same(new GroupKFold(), rows.WithGroups(groups));

        static void Same(ISplitter expected, SplitInput input) => Assert.Equal(
            expected.Split(input).Select(fold => fold.Test.ToArray()), new AutoKFold { ShuffleSeed = 4 }.Split(input).Select(fold => fold.Test.ToArray()));
    }

    [Fact]
    public void Fit_WithAClassRarerThanItsFolds_SaysWhichNumberIsTooSmall()
    {
        var (x, _, _) = Sample();
        int[] rare = [.. Enumerable.Range(0, 120).Select(row => row == 5 ? 1 : 0)];
        foreach (var classifier in (IClassifier[])[new TunedThresholdClassifier { Classifier = Bayes }, new CalibratedClassifier { Classifier = Bayes }, new StackingClassifier { Classifiers = [Bayes] }])
        {
            var error = Assert.Throws<ArgumentException>(() => classifier.Fit(x, rare, 2));

            Assert.Contains("the rarest class has 1 of 120 rows", error.Message, StringComparison.Ordinal);
            Assert.Contains(classifier.GetType().Name, error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>How many groups have rows both in a fit and among the rows predicted by it.</summary>
    private static int Parted(Probe probe, int[] groups) => probe.Fits.Sum(fit => fit.Tested.Select(row => groups[row]).Distinct().Count(group => fit.Trained.Any(row => groups[row] == group)));

    /// <summary>Column 0 is the row's number; groups are threes of neighbours.</summary>
    private static (Matrix X, int[] Y, int[] Groups) Sample()
    {
        var rng = new Rng(17);
        var (x, y) = (new Matrix(120, 2), new int[120]);
        for (var row = 0; row < 120; row++)
        {
            y[row] = rng.NextInt32(2);
            (x[row, 0], x[row, 1]) = (row, y[row] + (1.5 * rng.NextDouble()));
        }

        return (x, y, [.. Enumerable.Range(0, 120).Select(row => row / 3)]);
    }

    /// <summary>Remembers, by column 0, which rows each fit saw and which rows its model was asked about; whole fits predict what they were fitted on and are not counted.</summary>
    private sealed class Probe : IWeightedClassifier
    {
        public List<(int[] Trained, List<int> Tested)> Fits { get; } = [];

        public IClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) => Fit(x, y, classes, [], cancellationToken);

        public IClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default)
        {
            var fit = (Trained: Rows(x), Tested: new List<int>());
            Fits.Add(fit);
            return new Asked(Bayes.Fit(x, y, classes, weights, cancellationToken), fit.Tested);
        }

        public static int[] Rows(MatrixView x)
        {
            var rows = new int[x.Rows];
            for (var row = 0; row < rows.Length; row++)
            {
                rows[row] = (int)Math.Round(x[row, 0] <= 1 && x.Rows > 2 && IsScaled(x) ? x[row, 0] * 119 : x[row, 0]);
            }

            return rows;
        }

        private static bool IsScaled(MatrixView x) => Enumerable.Range(0, x.Rows).All(row => x[row, 0] <= 1);
    }

    private sealed class Asked(GaussianNaiveBayesModel model, List<int> tested) : IClassifierModel
    {
        public int InputColumns => model.InputColumns;

        public int ClassCount => model.ClassCount;

        public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
        {
            tested.AddRange(Probe.Rows(x));
            model.PredictProbabilities(x, destination, cancellationToken);
        }
    }
}
