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

    public static TheoryData<string, ISplitter> OnUnevenClasses => new()
    {
        { "kfold4_shuffle_rs7", new KFold { Folds = 4, ShuffleSeed = 7 } },
        { "repeated_stratified_kfold3x2_rs7", new Repeated(new StratifiedKFold { Folds = 3, ShuffleSeed = 7 }, 2) },
        { "stratified_group_kfold4", new StratifiedGroupKFold { Folds = 4 } },
    };

    /// <summary>76 rows of 37, 23, 11 and 5 per class in 24 groups.</summary>
    [Theory]
    [MemberData(nameof(OnUnevenClasses))]
    public void Split_OfUnevenClasses_GivesTheReferenceFolds(string key, ISplitter splitter)
    {
        var golden = GoldenSet.Json("splitters.json");

        var folds = splitter.Split(SplitInput.OfClasses(golden.GetProperty("y").Integers()).WithGroups(golden.GetProperty("groups").Integers()));

        Assert.Equal(golden.GetProperty(key).EnumerateArray().Select(JsonValues.Integers), folds.Select(fold => fold.Test.ToArray()));
    }

    [Fact]
    public void ShuffleSplits_OfUnevenClasses_GiveTheReferenceRowsInOrder()
    {
        AssertSplits("shuffle_split2_0.27_rs7", new ShuffleSplit { Splits = 2, TestFraction = 0.27, Seed = 7 });
        AssertSplits("stratified_shuffle_split3_0.27_rs7", new StratifiedShuffleSplit { Splits = 3, TestFraction = 0.27, Seed = 7 });
    }

    /// <summary>Groups of equal size may go to other folds than the reference's, whose sort is not stable; the fold sizes are the same.</summary>
    [Fact]
    public void GroupKFold_OfUnevenGroups_GivesFoldsOfTheReferenceSizes()
    {
        var golden = GoldenSet.Json("splitters.json");

        var folds = new GroupKFold { Folds = 4 }.Split(SplitInput.OfRows(76).WithGroups(golden.GetProperty("groups").Integers()));

        Assert.Equal(golden.GetProperty("group_kfold4").EnumerateArray().Select(fold => fold.GetArrayLength()), folds.Select(fold => fold.Test.Length));
    }

    private static void AssertSplits(string key, ISplitter splitter)
    {
        var golden = GoldenSet.Json("splitters.json");

        var folds = splitter.Split(SplitInput.OfClasses(golden.GetProperty("y").Integers()));

        Assert.Equal(golden.GetProperty(key).EnumerateArray().Select(fold => fold.GetProperty("train").Integers()), folds.Select(fold => fold.Train.ToArray()));
        Assert.Equal(golden.GetProperty(key).EnumerateArray().Select(fold => fold.GetProperty("test").Integers()), folds.Select(fold => fold.Test.ToArray()));
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
