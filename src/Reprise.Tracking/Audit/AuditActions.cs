namespace Reprise.Tracking.Audit;

/// <summary>What the trail calls the changes of tracking itself. Other features add actions of their own, named <c>kind.verb</c>.</summary>
public static class AuditActions
{
    /// <summary>An experiment was made: name, artifact_location.</summary>
    public const string CreateExperiment = "experiment.create";

    /// <summary>An experiment was renamed: from, to.</summary>
    public const string RenameExperiment = "experiment.rename";

    /// <summary>An experiment and its runs were marked deleted.</summary>
    public const string DeleteExperiment = "experiment.delete";

    /// <summary>An experiment and its runs were marked active again.</summary>
    public const string RestoreExperiment = "experiment.restore";

    /// <summary>A tag of an experiment was set: key, value.</summary>
    public const string TagExperiment = "experiment.set-tag";

    /// <summary>A tag of an experiment was removed: key.</summary>
    public const string UntagExperiment = "experiment.delete-tag";

    /// <summary>A run was begun: experiment_id, name.</summary>
    public const string CreateRun = "run.create";

    /// <summary>A run was renamed: from, to.</summary>
    public const string RenameRun = "run.rename";

    /// <summary>A run was marked deleted.</summary>
    public const string DeleteRun = "run.delete";

    /// <summary>A run was marked active again.</summary>
    public const string RestoreRun = "run.restore";

    /// <summary>A logged model was marked deleted.</summary>
    public const string DeleteLoggedModel = "logged-model.delete";

    /// <summary>A model was registered.</summary>
    public const string CreateModel = "registered-model.create";

    /// <summary>A registered model was renamed: from, to. It is recorded under the new name.</summary>
    public const string RenameModel = "registered-model.rename";

    /// <summary>The description of a registered model changed: description.</summary>
    public const string UpdateModel = "registered-model.update";

    /// <summary>A registered model was deleted with all its versions.</summary>
    public const string DeleteModel = "registered-model.delete";

    /// <summary>A tag of a registered model was set: key, value.</summary>
    public const string TagModel = "registered-model.set-tag";

    /// <summary>A tag of a registered model was removed: key.</summary>
    public const string UntagModel = "registered-model.delete-tag";

    /// <summary>A version was made: version, source, run_id, model_id.</summary>
    public const string CreateVersion = "registered-model.create-version";

    /// <summary>The description of a version changed: version, description.</summary>
    public const string UpdateVersion = "registered-model.update-version";

    /// <summary>A version was deleted: version, from_stage, aliases.</summary>
    public const string DeleteVersion = "registered-model.delete-version";

    /// <summary>A tag of a version was set: version, key, value.</summary>
    public const string TagVersion = "registered-model.set-version-tag";

    /// <summary>A tag of a version was removed: version, key.</summary>
    public const string UntagVersion = "registered-model.delete-version-tag";

    /// <summary>A version was moved to a stage, by itself: version, from_stage, stage, archived, gate.</summary>
    public const string MoveVersion = "registered-model.stage";

    /// <summary>An alias was pointed at a version, by itself: alias, version, previous, gate.</summary>
    public const string SetAlias = "registered-model.set-alias";

    /// <summary>An alias was removed: alias, previous.</summary>
    public const string DeleteAlias = "registered-model.delete-alias";

    /// <summary>Alias and stage were moved onto a version: version, previous, alias, from_stage, stage, archived, gate, reason.</summary>
    public const string Promote = "registered-model.promote";

    /// <summary>The version live before was put back: version, previous, alias, from_stage, stage, archived, gate, reason.</summary>
    public const string Rollback = "registered-model.rollback";

    /// <summary>The kind of registered models and everything in them.</summary>
    internal const string ModelKind = "registered-model";
}
