namespace Reprise.Learning.Boosting.Import;

/// <summary>Boosted trees read from another library's file: a classifier or a regressor, as the file's objective says.</summary>
/// <param name="Classifier">The model where the objective gives classes; else null.</param>
/// <param name="Regressor">The model where the objective gives numbers; else null.</param>
public sealed record ImportedTrees(BoostedClassifierModel? Classifier, BoostedRegressorModel? Regressor)
{
    /// <summary>Columns the trees look at.</summary>
    public int InputColumns => Classifier?.InputColumns ?? Regressor!.InputColumns;
}
