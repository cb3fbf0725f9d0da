using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Registry;

namespace Reprise.Testing.Tracking;

/// <summary>What every <see cref="IModelRegistryStore"/> must do when a version goes live and when it is taken back.</summary>
public static class PromotionConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        Promote_First_SetsAliasStageAndRecord,
        Promote_Second_ArchivesTheFirstAndRecordsIt,
        Promote_LiveVersion_KeepsTheRecord,
        Promote_UnknownVersion_ChangesNothing,
        Promote_IntoInactiveStage_IsRefused,
        Promote_OtherAlias_LeavesTheFirstAliasAlone,
        Promote_AliasMovedMeanwhile_IsAConflictAndChangesNothing,
        Promote_AliasAsExpected_MovesIt,
        Rollback_PutsTheFormerVersionBack,
        Rollback_StepByStep_EndsInWords,
        Rollback_AfterRepromotion_Ends,
        Rollback_FormerVersionDeleted_IsRefused,
        Rollback_NoAlias_IsRefused,
        Rollback_PromotedUnderAnotherAlias_IsRefused,
        Promote_Concurrently_LeavesOneLive);

    private static async Task Promote_First_SetsAliasStageAndRecord(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 1);
        var live = await client.Registry.PromoteAsync(new Promotion { Name = name, Version = 1, Reason = "gate passed" }, token);

        Expect.Equal((1, ModelStage.Production), (live.Version, live.Stage));
        Expect.Sequence(["production"], live.Aliases);
        Expect.Equal(("gate passed", (string?)null), (live.Tag(PromotionTags.Reason), live.Tag(PromotionTags.PreviousVersion)));
        Expect.True(long.Parse(live.Tag(PromotionTags.Time)!, System.Globalization.CultureInfo.InvariantCulture) > 1_600_000_000_000);
        Expect.Equal(1, (await client.Registry.GetVersionByAliasAsync(name, "production", token)).Version);
    }

    private static async Task Promote_Second_ArchivesTheFirstAndRecordsIt(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 2);
        await PromoteAsync(client, name, token, 1, 2);
        var (first, second) = (await client.Registry.GetVersionAsync(name, 1, token), await client.Registry.GetVersionAsync(name, 2, token));

        Expect.Equal((ModelStage.Archived, 0), (first.Stage, first.Aliases.Count));
        Expect.Equal((ModelStage.Production, "1"), (second.Stage, second.Tag(PromotionTags.PreviousVersion)));
        Expect.Sequence(["production"], second.Aliases);
    }

    private static async Task Promote_LiveVersion_KeepsTheRecord(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 2);
        await PromoteAsync(client, name, token, 1, 2);
        var before = await client.Registry.GetVersionAsync(name, 2, token);
        var after = await client.Registry.PromoteAsync(new Promotion { Name = name, Version = 2, Reason = "again" }, token);

        Expect.Sequence(before.Tags, after.Tags);
        Expect.Equal(before.UpdatedAt, after.UpdatedAt);
    }

    private static async Task Promote_UnknownVersion_ChangesNothing(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 1);
        await PromoteAsync(client, name, token, 1);

        await Expect.RefusedAsync(
            ErrorCode.ResourceDoesNotExist, $"Model Version (name={name}, version=9) not found", () => PromoteAsync(client, name, token, 9));
        Expect.Equal((1, ModelStage.Production), await LiveAsync(client, name, token));
    }

    private static async Task Promote_IntoInactiveStage_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 1);

        await Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue,
            "Staging or Production",
            () => client.Registry.PromoteAsync(new Promotion { Name = name, Version = 1, Stage = ModelStage.Archived }, token));
    }

    private static async Task Promote_OtherAlias_LeavesTheFirstAliasAlone(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 2);
        await PromoteAsync(client, name, token, 1);
        await client.Registry.PromoteAsync(new Promotion { Name = name, Version = 2, Alias = "shadow", Stage = ModelStage.Staging }, token);

        Expect.Equal((1, ModelStage.Production), await LiveAsync(client, name, token));
        Expect.Equal((2, ModelStage.Staging), await LiveAsync(client, name, token, "shadow"));
    }

    private static async Task Promote_AliasMovedMeanwhile_IsAConflictAndChangesNothing(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 3);
        await PromoteAsync(client, name, token, 1, 2);

        foreach (var expected in new[] { 0, 1 })
        {
            await Expect.RefusedWithAsync(
                ErrorCode.ResourceConflict,
                "is on version 2 now",
                () => client.Registry.PromoteAsync(new Promotion { Name = name, Version = 3, ExpectedLive = expected }, token));
        }

        Expect.Equal((2, ModelStage.Production), await LiveAsync(client, name, token));
        Expect.Equal(0, (await client.Registry.GetVersionAsync(name, 3, token)).Tags.Count);
    }

    private static async Task Promote_AliasAsExpected_MovesIt(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 2);
        await client.Registry.PromoteAsync(new Promotion { Name = name, Version = 1, ExpectedLive = 0 }, token);
        await client.Registry.PromoteAsync(new Promotion { Name = name, Version = 2, ExpectedLive = 1 }, token);

        Expect.Equal((2, ModelStage.Production), await LiveAsync(client, name, token));
    }

    private static async Task Rollback_PutsTheFormerVersionBack(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 2);
        await PromoteAsync(client, name, token, 1, 2);
        var live = await client.Registry.RollbackAsync(name, reason: "wrong answers", cancellationToken: token);
        var bad = await client.Registry.GetVersionAsync(name, 2, token);

        Expect.Equal((1, ModelStage.Production), (live.Version, live.Stage));
        Expect.Sequence(["production"], live.Aliases);
        Expect.Equal((ModelStage.Archived, "wrong answers", 0), (bad.Stage, bad.Tag(PromotionTags.RollbackReason), bad.Aliases.Count));
    }

    private static async Task Rollback_StepByStep_EndsInWords(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 3);
        await PromoteAsync(client, name, token, 1, 2, 3);

        Expect.Equal(2, (await client.Registry.RollbackAsync(name, cancellationToken: token)).Version);
        Expect.Equal(1, (await client.Registry.RollbackAsync(name, cancellationToken: token)).Version);
        await Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, "There is no version to go back to", () => client.Registry.RollbackAsync(name, cancellationToken: token));
        Expect.Equal((1, ModelStage.Production), await LiveAsync(client, name, token));
    }

    private static async Task Rollback_AfterRepromotion_Ends(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 2);
        await PromoteAsync(client, name, token, 1, 2, 1);

        Expect.Equal(2, (await client.Registry.RollbackAsync(name, cancellationToken: token)).Version);
        Expect.Equal(1, (await client.Registry.RollbackAsync(name, cancellationToken: token)).Version);
        await Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, "There is no version to go back to", () => client.Registry.RollbackAsync(name, cancellationToken: token));
    }

    private static async Task Rollback_FormerVersionDeleted_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 2);
        await PromoteAsync(client, name, token, 1, 2);
        await client.Registry.DeleteVersionAsync(name, 1, token);

        await Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, "has been deleted", () => client.Registry.RollbackAsync(name, cancellationToken: token));
        Expect.Equal((2, ModelStage.Production), await LiveAsync(client, name, token));
    }

    private static async Task Rollback_NoAlias_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 1);

        await Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, "there is nothing to roll back", () => client.Registry.RollbackAsync(name, cancellationToken: token));
    }

    private static async Task Rollback_PromotedUnderAnotherAlias_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 2);
        await PromoteAsync(client, name, token, 1, 2);
        await client.Registry.PromoteAsync(new Promotion { Name = name, Version = 1, Alias = "eu", Stage = ModelStage.Staging }, token);
        await client.Registry.PromoteAsync(new Promotion { Name = name, Version = 2, Alias = "eu", Stage = ModelStage.Staging }, token);

        await Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, "promoted last under 'eu'", () => client.Registry.RollbackAsync(name, cancellationToken: token));
    }

    private static async Task Promote_Concurrently_LeavesOneLive(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 8);
        await Task.WhenAll(Enumerable.Range(1, 8).Select(version => PromoteAsync(client, name, token, version)));
        var versions = (await client.Registry.SearchVersionsAsync(new RegistryQuery { Filter = $"name = '{name}'" }, token)).Items;
        var production = versions.Where(version => version.Stage == ModelStage.Production).Select(version => version.Version);

        Expect.Sequence([(await LiveAsync(client, name, token)).Version], production);
        Expect.Equal(7, versions.Count(version => version.Stage == ModelStage.Archived));
    }

    private static async Task PromoteAsync(ITrackingClient client, string name, CancellationToken token, params int[] versions)
    {
        foreach (var version in versions)
        {
            await client.Registry.PromoteAsync(new Promotion { Name = name, Version = version }, token);
        }
    }

    private static async Task<(int Version, ModelStage Stage)> LiveAsync(ITrackingClient client, string name, CancellationToken token, string alias = "production") =>
        await client.Registry.GetVersionByAliasAsync(name, alias, token) is var live ? (live.Version, live.Stage) : default;
}
