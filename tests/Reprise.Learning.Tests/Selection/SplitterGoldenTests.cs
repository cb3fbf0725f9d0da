using System.Text.Json;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Tests.Selection;

public sealed class SplitterGoldenTests
{
    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void KFold_Unshuffled_GivesTheReferenceFolds(string name) =>
        AssertFolds(name, "kfold5_noshuffle_test_indices", new KFold());

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void StratifiedKFold_Unshuffled_GivesTheReferenceFolds(string name) =>
        AssertFolds(name, "stratified_kfold5_noshuffle_test_indices", new StratifiedKFold());

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void StratifiedKFold_ShuffledWithSeed42_GivesTheReferenceFolds(string name) =>
        AssertFolds(name, "stratified_kfold5_shuffle_rs42_test_indices", new StratifiedKFold { ShuffleSeed = 42 });

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void TrainTestSplit_WithSeed42_GivesTheReferenceRowsInOrder(string name)
    {
        AssertSplit(name, "train_test_split_plain_rs42_0.2", new TrainTestSplit { TestFraction = 0.2, Seed = 42 });
        AssertSplit(name, "train_test_split_stratified_rs42_0.2", new TrainTestSplit { TestFraction = 0.2, Stratify = true, Seed = 42 });
        AssertSplit(name, "train_test_split_stratified_rs42_0.3", new TrainTestSplit { TestFraction = 0.3, Stratify = true, Seed = 42 });
    }

    private static void AssertFolds(string name, string key, ISplitter splitter)
    {
        var set = GoldenSet.Load(name);
        var expected = set.Values.GetProperty(key).EnumerateArray().Select(JsonValues.Integers).ToArray();

        var folds = splitter.Split(SplitInput.OfClasses(set.Y));

        Assert.Equal(expected, folds.Select(fold => fold.Test.ToArray()));
        Assert.All(folds, fold => Assert.Equal(Enumerable.Range(0, set.Y.Length).Except(fold.Test.ToArray()), fold.Train.ToArray()));
    }

    private static void AssertSplit(string name, string key, TrainTestSplit splitter)
    {
        var set = GoldenSet.Load(name);
        JsonElement golden = set.Values.GetProperty(key);

        var fold = Assert.Single(splitter.Split(SplitInput.OfClasses(set.Y)));

        Assert.Equal(golden.GetProperty("train").Integers(), fold.Train.ToArray());
        Assert.Equal(golden.GetProperty("test").Integers(), fold.Test.ToArray());
    }
}
