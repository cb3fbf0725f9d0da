using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Database;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Registry;

/// <content>Promotion and rollback: alias, stage and record move together or not at all.</content>
internal sealed partial class ModelRegistryStore
{
    private const int MaxReason = 5000;

    public Task<ModelVersion> PromoteAsync(Promotion promotion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(promotion);
        RegistryRules.ValidateAlias(promotion.Alias);
        Text.RequireLength(promotion.Reason, MaxReason, "reason");
        if (promotion.Stage is not (ModelStage.Production or ModelStage.Staging))
        {
            throw Invalid.Parameter($"A promotion goes to Staging or Production. Got {promotion.Stage}.");
        }

        return database.ChangeAsync(time, (writer, notes) => Promote(writer, notes, promotion), cancellationToken);
    }

    public Task<ModelVersion> RollbackAsync(
        string name, string alias = Promotion.DefaultAlias, string? reason = null, CancellationToken cancellationToken = default)
    {
        RegistryRules.ValidateAlias(alias);
        Text.RequireLength(reason, MaxReason, "reason");
        return database.ChangeAsync(time, (writer, notes) => Rollback(writer, notes, name, alias, reason), cancellationToken);
    }

    private ModelVersion Promote(SqlWriter writer, AuditNotes notes, Promotion promotion)
    {
        var (name, version) = (promotion.Name, (long)promotion.Version);
        RegistryRules.RequireModel(writer, name, RowLock.Change);
        var wanted = RegistryRules.RequireVersion(writer, name, version);
        var live = AliasTarget(writer, name, promotion.Alias);
        RequireExpected(promotion, live);
        if (live == version && wanted.Stage == promotion.Stage.ToString())
        {
            return Version(writer, name, version);
        }

        var now = Now();
        var archived = MoveToStage(writer, name, version, promotion.Stage, archiveOthers: true, now);
        notes.Add(
            AuditActions.Promote, name, ("version", version), ("previous", live), ("alias", promotion.Alias), ("from_stage", wanted.Stage),
            ("stage", promotion.Stage.ToString()), ("archived", archived), ("gate", Gate(writer, name, version)), ("reason", promotion.Reason));
        if (live == version)
        {
            return Version(writer, name, version);
        }

        PutAlias(writer, name, promotion.Alias, version);
        if (live is { } former && RegistryRules.FindVersion(writer, name, former) is not null)
        {
            PutVersionTag(writer, name, version, new Tag(PromotionTags.PreviousVersion, Number(former)));
        }
        else
        {
            DeleteVersionTag(writer, name, version, PromotionTags.PreviousVersion);
        }

        PutVersionTag(writer, name, version, new Tag(PromotionTags.Alias, promotion.Alias));
        PutVersionTag(writer, name, version, new Tag(PromotionTags.Reason, promotion.Reason ?? ""));
        PutVersionTag(writer, name, version, new Tag(PromotionTags.Time, Number(now)));
        DeleteVersionTag(writer, name, version, PromotionTags.RollbackReason);
        DeleteVersionTag(writer, name, version, PromotionTags.RollbackTime);
        return Version(writer, name, version);
    }

    private static void RequireExpected(Promotion promotion, long? live)
    {
        if (promotion.ExpectedLive is { } expected && expected != (live ?? 0))
        {
            throw new RepriseException(
                ErrorCode.ResourceConflict,
                FormattableString.Invariant(
                    $"Alias '{promotion.Alias}' of '{promotion.Name}' was expected on {Words(expected)} and is on {Words(live ?? 0)} now: somebody else promoted or rolled back meanwhile. Look at what is live and promote again."));
        }

        static string Words(long version) => version == 0 ? "no version" : "version " + Number(version);
    }

    private ModelVersion Rollback(SqlWriter writer, AuditNotes notes, string name, string alias, string? reason)
    {
        RegistryRules.RequireModel(writer, name, RowLock.Change);
        var live = AliasTarget(writer, name, alias)
            ?? throw Invalid.Parameter($"No version of '{name}' has the alias '{alias}': there is nothing to roll back. Promote a version first.");
        var bad = Version(writer, name, live);
        var former = Former(bad, alias);
        if (RegistryRules.FindVersion(writer, name, former) is not { } back)
        {
            throw Invalid.Parameter(
                FormattableString.Invariant($"Version {former} of '{name}', live before version {live}, has been deleted. Promote another version instead."));
        }

        var now = Now();
        var stage = bad.Stage is ModelStage.Staging ? ModelStage.Staging : ModelStage.Production;
        var archived = MoveToStage(writer, name, former, stage, archiveOthers: true, now);
        MoveToStage(writer, name, live, ModelStage.Archived, archiveOthers: false, now);
        PutAlias(writer, name, alias, former);
        notes.Add(
            AuditActions.Rollback, name, ("version", former), ("previous", live), ("alias", alias), ("from_stage", back.Stage), ("stage", stage.ToString()),
            ("archived", archived.Append(live).Distinct().Order()), ("gate", Gate(writer, name, former)), ("reason", reason));

        // The step back is used up: going back again continues from the record of the former version and ends where promotions began.
        DeleteVersionTag(writer, name, live, PromotionTags.PreviousVersion);
        PutVersionTag(writer, name, live, new Tag(PromotionTags.RollbackReason, reason ?? ""));
        PutVersionTag(writer, name, live, new Tag(PromotionTags.RollbackTime, Number(now)));
        return Version(writer, name, former);
    }

    private static long Former(ModelVersion bad, string alias)
    {
        if (!long.TryParse(bad.Tag(PromotionTags.PreviousVersion), NumberStyles.None, CultureInfo.InvariantCulture, out var former))
        {
            throw Invalid.Parameter(FormattableString.Invariant(
                $"There is no version to go back to: version {bad.Version} of '{bad.Name}' has no record of one that was live before it under '{alias}'."));
        }

        return bad.Tag(PromotionTags.Alias) is not { } promoted || promoted == alias
            ? former
            : throw Invalid.Parameter(FormattableString.Invariant(
                $"Version {bad.Version} of '{bad.Name}' was promoted last under '{promoted}', not '{alias}'. Roll back '{promoted}', or promote the version you want."));
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
