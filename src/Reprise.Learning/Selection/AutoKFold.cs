namespace Reprise.Learning.Selection;

/// <summary>K folds that suit the rows: <see cref="StratifiedKFold"/> where they have classes, <see cref="KFold"/> where not; with groups <see cref="StratifiedGroupKFold"/> or <see cref="GroupKFold"/>.</summary>
/// <remarks>So groups given with the data are kept together without anybody choosing a splitter for them.</remarks>
public sealed record AutoKFold : ISplitter
{
    /// <summary>Number of folds, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Seed of the shuffling; null for rows in their order. <see cref="GroupKFold"/>, of groups without classes, does not shuffle. Default null.</summary>
    public uint? ShuffleSeed { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Fold> Split(SplitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ISplitter splitter = (input.Classes.IsEmpty, input.Groups.IsEmpty) switch
        {
            (false, true) => new StratifiedKFold { Folds = Folds, ShuffleSeed = ShuffleSeed },
            (false, false) => new StratifiedGroupKFold { Folds = Folds, ShuffleSeed = ShuffleSeed },
            (true, true) => new KFold { Folds = Folds, ShuffleSeed = ShuffleSeed },
            (true, false) => new GroupKFold { Folds = Folds },
        };
        return splitter.Split(input);
    }
}
