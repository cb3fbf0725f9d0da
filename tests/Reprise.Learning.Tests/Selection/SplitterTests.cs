using Reprise.Core.Randomness;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Tests.Selection;

public sealed class SplitterTests
{
    [Fact]
    public void StratifiedGroupKFold_OnSmallGroups_KeepsGroupsTogetherAndClassesBalanced()
    {
        var set = GoldenSet.Load("turkish");
        var duplicates = DuplicateGroups.Of(set.X.View);
        var input = SplitInput.OfClasses(set.Y).WithGroups(duplicates.Groups);

        var folds = new Repeated(new StratifiedGroupKFold { ShuffleSeed = 42 }, 3).Split(input);

        Assert.Equal(15, folds.Count);
        foreach (var fold in folds)
        {
            var groups = duplicates.Groups.ToArray();
            Assert.Empty(fold.Test.ToArray().Select(row => groups[row]).Intersect(fold.Train.ToArray().Select(row => groups[row])));
            Assert.All(fold.Test.ToArray().CountBy(row => set.Y[row]), count => Assert.InRange(count.Value, 19, 21));
            Assert.Equal(400, fold.Train.Length + fold.Test.Length);
        }

        Assert.NotEqual(folds[0].Test.ToArray(), folds[5].Test.ToArray());
        foreach (var repeat in folds.Chunk(5))
        {
            Assert.Equal(Enumerable.Range(0, 400), repeat.SelectMany(fold => fold.Test.ToArray()).Order());
        }
    }

    /// <summary>The example of scikit-learn's documentation.</summary>
    [Fact]
    public void StratifiedGroupKFold_Unshuffled_GivesTheDocumentedFolds()
    {
        int[] y = [0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        int[] groups = [1, 1, 2, 2, 3, 3, 3, 4, 5, 5, 5, 5, 6, 6, 7, 8, 8];

        var folds = new StratifiedGroupKFold { Folds = 3 }.Split(SplitInput.OfClasses(y).WithGroups(groups));

        Assert.Equal(
            ["3 3 3 6 6 7", "1 1 2 2 8 8", "4 5 5 5 5"],
            folds.Select(fold => string.Join(" ", fold.Test.ToArray().Select(row => groups[row]))));
    }

    [Fact]
    public void GroupKFold_OnUnevenGroups_BalancesRowsAndKeepsGroups()
    {
        int[] groups = [7, 7, 7, 7, 1, 1, 1, 2, 2, 3];

        var folds = new GroupKFold { Folds = 2 }.Split(SplitInput.OfRows(10).WithGroups(groups));

        Assert.Equal([0, 1, 2, 3, 9], folds[0].Test.ToArray());
        Assert.Equal([4, 5, 6, 7, 8], folds[1].Test.ToArray());
    }

    [Fact]
    public void KFold_OfRowsThatDoNotDivide_GivesTheFirstFoldsOneMore() =>
        Assert.Equal([3, 3, 2, 2], new KFold { Folds = 4, ShuffleSeed = 1 }.Split(SplitInput.OfRows(10)).Select(fold => fold.Test.Length));

    [Fact]
    public void Repeated_WithOneStream_TestsEachRowOncePerRepeatInDifferentFolds()
    {
        var folds = new Repeated(new StratifiedKFold { ShuffleSeed = 42 }, 2).Split(SplitInput.OfClasses(GoldenSet.Load("iris").Y));

        Assert.Equal(10, folds.Count);
        Assert.Equal(
            GoldenSet.Load("iris").Values.GetProperty("stratified_kfold5_shuffle_rs42_test_indices")[0].Integers(), folds[0].Test.ToArray());
        Assert.NotEqual(folds[0].Test.ToArray(), folds[5].Test.ToArray());
    }

    [Fact]
    public void Repeated_WithoutSeed_SaysThatEveryRepeatWouldBeTheSame() =>
        Assert.Contains(
            "ShuffleSeed",
            Assert.Throws<ArgumentException>(() => new Repeated(new KFold(), 2).Split(SplitInput.OfRows(10))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void StratifiedShuffleSplit_OnUnevenClasses_KeepsShares()
    {
        int[] y = [.. Enumerable.Repeat(0, 61), .. Enumerable.Repeat(1, 29), .. Enumerable.Repeat(2, 10)];

        var folds = new StratifiedShuffleSplit { Splits = 20, TestFraction = 0.3, Seed = 5 }.Split(SplitInput.OfClasses(y));

        Assert.Equal(20, folds.Count);
        Assert.All(folds, fold =>
        {
            Assert.Equal(30, fold.Test.Length);
            Assert.Equal(70, fold.Train.Length);
            Assert.Empty(fold.Test.ToArray().Intersect(fold.Train.ToArray()));
            var counts = fold.Test.ToArray().CountBy(row => y[row]).ToDictionary();
            Assert.InRange(counts[0], 18, 19);
            Assert.InRange(counts[1], 8, 9);
            Assert.Equal(3, counts[2]);
        });
    }

    public static TheoryData<ISplitter, SplitInput, string> Refused => new()
    {
        { new KFold { Folds = 1 }, SplitInput.OfRows(10), "`Folds` of `KFold` must be in [2, ∞)" },
        { new KFold { Folds = 11 }, SplitInput.OfRows(10), "cannot make 11 folds of 10 rows" },
        { new StratifiedKFold(), SplitInput.OfRows(10), "needs the class of each row" },
        { new StratifiedKFold { Folds = 3 }, SplitInput.OfClasses([0, 0, 1, 1]), "cannot make 3 folds of 2 rows of the largest class" },
        { new GroupKFold(), SplitInput.OfRows(10), "needs the group of each row" },
        { new GroupKFold { Folds = 3 }, SplitInput.OfRows(4).WithGroups([1, 1, 2, 2]), "cannot make 3 folds of 2 groups" },
        { new TrainTestSplit { TestFraction = 1 }, SplitInput.OfRows(10), "`TestFraction` of `ShuffleSplit`" },
        { new TrainTestSplit { TestFraction = 0.95 }, SplitInput.OfRows(10), "leaves no row to train on" },
        { new TrainTestSplit { Stratify = true }, SplitInput.OfClasses([0, 0, 1]), "needs 2 rows of each class" },
        { new StratifiedShuffleSplit { Splits = 0 }, SplitInput.OfClasses([0, 0, 1]), "`Splits` of `StratifiedShuffleSplit`" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Split_OfWhatCannotBeSplit_SaysTheRule(ISplitter splitter, SplitInput input, string expected) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => splitter.Split(input)).Message, StringComparison.Ordinal);

    [Fact]
    public void WithGroups_OfAnotherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => SplitInput.OfRows(3).WithGroups([1, 2]));

    [Fact]
    public void Split_OnAnyRandomInput_TestsEachRowExactlyOnce()
    {
        var rng = new Rng(3);
        for (var trial = 0; trial < 200; trial++)
        {
            var rows = 10 + rng.NextInt32(60);
            int[] y = [.. Enumerable.Range(0, rows).Select(row => row < 6 ? 0 : rng.NextInt32(4))];
            int[] groups = [.. Enumerable.Range(0, rows).Select(row => row < 6 ? row : rng.NextInt32(rows))];
            var input = SplitInput.OfClasses(y).WithGroups(groups);
            var seed = (uint)rng.NextInt32(1000);
            foreach (ISplitter splitter in (ISplitter[])
                [new KFold { ShuffleSeed = seed }, new StratifiedKFold { ShuffleSeed = seed }, new GroupKFold(), new StratifiedGroupKFold { ShuffleSeed = seed }])
            {
                var tested = splitter.Split(input).SelectMany(fold => fold.Test.ToArray()).Order();
                Assert.Equal(Enumerable.Range(0, rows), tested);
            }
        }
    }
}
