using Reprise.Learning.Boosting;
using Reprise.Learning.Calibration;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Linear;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Columns;
using Reprise.Learning.Preprocessing.Encoding;
using Reprise.Learning.Preprocessing.Features;
using Reprise.Learning.Preprocessing.Imputation;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Learning.Trees;

namespace TelcoChurn;

/// <summary>The candidates of the reference system: one encoding, three families, and the grid of forests.</summary>
public static class ChurnModels
{
    /// <summary>
    /// Blank charges become 0 (nothing was charged yet); numbers and their logarithms are scaled and multiplied in pairs, categories become columns of 0 and 1; who
    /// the customer is plays no part.
    /// </summary>
    public static ITableEncoder Columns { get; } = new ColumnTransformer
    {
        Blocks =
        [
            Numbers("numbers", new StandardScaler(), new PolynomialFeatures { IncludeBias = false }),
            Numbers("logarithms", new FunctionTransformer { Function = NamedFunction.LogOnePlus }, new StandardScaler(), new PolynomialFeatures { IncludeBias = false }),
            new ColumnBlock { Name = "flags", Columns = ColumnSet.Named("SeniorCitizen") },
            new ColumnBlock
            {
                Name = "categories",
                Columns = ColumnSet.Named(
                [
                    .. ChurnDataset.Contract.Columns
                        .Where(column => column.Type == Reprise.Core.Tables.ColumnType.String && column.Name is not (ChurnDataset.Target or ChurnDataset.Identifier))
                        .Select(column => column.Name),
                ]),
                Encoder = new OneHotEncoder { Unknown = UnknownCategory.Ignore, Drop = DropCategory.IfBinary },
            },
        ],
    };

    private static ColumnBlock Numbers(string name, params IReadOnlyList<ITransformer> steps) => new()
    {
        Name = name,
        Columns = ColumnSet.Named("tenure", "MonthlyCharges", "TotalCharges"),
        Encoder = new NumericSelector { AllowMissing = true },
        Steps = [new SimpleImputer { Strategy = ImputationStrategy.Constant, FillValue = 0 }, .. steps],
    };

    /// <summary>The families of the reference system by name, with the parameters that search or common sense gave them.</summary>
    public static IReadOnlyList<(string Name, IClassifier Classifier)> Families(int seed)
    {
        var regression = new LogisticRegression { C = 1, MaxIterations = 1000 };
        var forest = new RandomForestClassifier { Trees = 200, MaxDepth = 10, MinSamplesLeaf = 5, Seed = seed };
        return
        [
            ("logistic regression", regression),
            ("random forest", forest),
            ("histogram boosting", Boosting(seed)),
            ("vote of the three", new VotingClassifier { Voting = Voting.Soft, Classifiers = [regression, forest, Boosting(seed)] }),
        ];
    }

    /// <summary>Level-wise histogram boosting, slow and shallow.</summary>
    public static HistogramGradientBoostingClassifier Boosting(int seed) => new()
    {
        Growth = GrowthPolicy.LevelWise, MaxLeaves = null, Rounds = 250, LearningRate = 0.04, MaxDepth = 3, L2 = 5, MinSamplesLeaf = 20, RowSubsample = 0.8, ColumnSubsample = 0.5, Seed = seed,
    };

    /// <summary>A classifier whose threshold for "Yes" is chosen for F1 on out-of-fold probabilities of its training rows.</summary>
    public static IClassifier Tuned(IClassifier classifier, int seed) => new TunedThresholdClassifier
    {
        Classifier = classifier,
        Metric = F1,
        Splitter = new StratifiedKFold { Folds = 5, ShuffleSeed = (uint)seed },
    };

    /// <summary>F1 of the customers who leave.</summary>
    public static ClassificationMetric F1 => ClassificationMetric.F1;

    /// <summary>50, 100, 200 trees × depth 5, 10, 15, any × at least 2, 5, 10 rows to split: 36 forests.</summary>
    public static Grid<ClassifierPipeline> Forests(int seed, bool whole) =>
        Grid.Of(new ClassifierPipeline { Columns = Columns, Classifier = new RandomForestClassifier { Seed = seed } })
            .With<int>("trees", whole ? [50, 100, 200] : [50], (pipeline, value) => Change(pipeline, forest => forest with { Trees = value }))
            .With<int?>("max_depth", whole ? [5, 10, 15, null] : [5, 10], (pipeline, value) => Change(pipeline, forest => forest with { MaxDepth = value }))
            .With<int>("min_samples_split", whole ? [2, 5, 10] : [2, 10], (pipeline, value) => Change(pipeline, forest => forest with { MinSamplesSplit = value }));

    private static ClassifierPipeline Change(ClassifierPipeline pipeline, Func<RandomForestClassifier, RandomForestClassifier> change) =>
        pipeline.WithClassifier(change);
}
