namespace Reprise.Learning.Selection;

/// <summary>K folds in which each group is tested as a whole, folds balanced by number of rows: the largest group goes to the emptiest fold.</summary>
public sealed record GroupKFold : ISplitter
{
    /// <summary>Number of folds, at least 2 and at most the groups. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <inheritdoc/>
    public IReadOnlyList<Fold> Split(SplitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var groups = input.GroupsFor(nameof(GroupKFold));
        var sizes = SplitInput.Count(groups);
        SplitRules.Folds(Folds, sizes.Length, "groups", nameof(GroupKFold));

        var rows = new long[Folds];
        var foldOfGroup = new int[sizes.Length];
        foreach (var group in Enumerable.Range(0, sizes.Length).OrderByDescending(group => sizes[group]).ThenByDescending(group => group))
        {
            var fold = rows.IndexOf(rows.Min());
            rows[fold] += sizes[group];
            foldOfGroup[group] = fold;
        }

        var assignment = new int[groups.Length];
        for (var row = 0; row < assignment.Length; row++)
        {
            assignment[row] = foldOfGroup[groups[row]];
        }

        return Fold.FromAssignment(assignment, Folds);
    }
}
