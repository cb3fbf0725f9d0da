using Reprise.Core.Errors;
using Reprise.Flows.Gates;
using Reprise.Flows.Promotions;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Flows.Tests.Promotions;

public sealed class GatedPromotionTests : IAsyncLifetime
{
    private const string Model = "emotion";
    private static readonly QualityGate Gate = new(new MinimumMetric("accuracy", 0.75), new NotWorseThan("accuracy", 0.02));

    private readonly string _home = Directory.CreateTempSubdirectory("reprise-gate-").FullName;
    private LocalTrackingClient _tracking = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = _home }, Token);
        await _tracking.Registry.CreateModelAsync(Model, cancellationToken: Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _tracking.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task RunAsync_GoodFirstVersion_IsLiveWithVerdictAndReason()
    {
        var version = await RegisterAsync(0.8);

        var outcome = await new GatedPromotion(_tracking).RunAsync(Model, version, Gate, cancellationToken: Token);

        var live = await _tracking.Registry.GetVersionByAliasAsync(Model, "production", Token);
        Assert.True(outcome.Promoted);
        Assert.Null(outcome.Previous);
        Assert.Equal(version, live.Version);
        Assert.Equal(ModelStage.Production, live.Stage);
        Assert.Equal("passed", live.Tag(GateTags.Verdict));
        Assert.Equal(outcome.Verdict!.Checks, GateVerdict.TryParse(live.Tag(GateTags.Report))!.Checks);
        Assert.Contains("at least the minimum 0.75", live.Tag(PromotionTags.Reason));
    }

    [Fact]
    public async Task RunAsync_WorseThanLive_StaysRegisteredWithVerdictAndTheLiveOneStays()
    {
        var first = await RegisterAsync(0.82);
        await new GatedPromotion(_tracking).RunAsync(Model, first, Gate, cancellationToken: Token);
        var second = await RegisterAsync(0.79);

        var outcome = await new GatedPromotion(_tracking).RunAsync(Model, second, Gate, cancellationToken: Token);

        var refused = await _tracking.Registry.GetVersionAsync(Model, second, Token);
        Assert.False(outcome.Promoted);
        Assert.Equal(first, outcome.Previous!.Version);
        Assert.Equal("failed", refused.Tag(GateTags.Verdict));
        Assert.Equal(ModelStage.None, refused.Stage);
        Assert.Equal(first, (await _tracking.Registry.GetVersionByAliasAsync(Model, "production", Token)).Version);
    }

    [Fact]
    public async Task RunAsync_NotWorseThanLive_ReplacesIt()
    {
        var first = await RegisterAsync(0.82);
        await new GatedPromotion(_tracking).RunAsync(Model, first, Gate, cancellationToken: Token);
        var second = await RegisterAsync(0.81);

        await new GatedPromotion(_tracking).RunAsync(Model, second, Gate, cancellationToken: Token);

        Assert.Equal(second, (await _tracking.Registry.GetVersionByAliasAsync(Model, "production", Token)).Version);
        Assert.Equal(ModelStage.Archived, (await _tracking.Registry.GetVersionAsync(Model, first, Token)).Stage);
    }

    [Fact]
    public async Task RunAsync_AnotherGoesLiveWhileJudging_IsJudgedAgainstThatOne()
    {
        var (worse, better) = (await RegisterAsync(0.76), await RegisterAsync(0.9));
        var meanwhile = new Meanwhile(() => new GatedPromotion(_tracking).RunAsync(Model, better, Gate, cancellationToken: Token));

        var outcome = await new GatedPromotion(_tracking).RunAsync(Model, worse, new QualityGate([.. Gate.Rules, meanwhile]), cancellationToken: Token);

        var refused = await _tracking.Registry.GetVersionAsync(Model, worse, Token);
        Assert.False(outcome.Promoted);
        Assert.Equal(better, outcome.Previous!.Version);
        Assert.Equal(("failed", ModelStage.None), (refused.Tag(GateTags.Verdict), refused.Stage));
        Assert.Equal(better, (await _tracking.Registry.GetVersionByAliasAsync(Model, "production", Token)).Version);
    }

    [Fact]
    public async Task RunAsync_AliasNeverStopsMoving_EndsInAConflict()
    {
        var (first, second, candidate) = (await RegisterAsync(0.8), await RegisterAsync(0.8), await RegisterAsync(0.8));
        var next = first;
        var restless = new Meanwhile(
            () =>
            {
                (var now, next) = (next, next == first ? second : first);
                return _tracking.Registry.PromoteAsync(new Promotion { Name = Model, Version = now }, Token);
            },
            Times: int.MaxValue);

        var failure = await Assert.ThrowsAsync<RepriseException>(
            () => new GatedPromotion(_tracking).RunAsync(Model, candidate, new QualityGate(restless), cancellationToken: Token));

        Assert.Equal(ErrorCode.ResourceConflict, failure.Code);
        Assert.Equal(ModelStage.None, (await _tracking.Registry.GetVersionAsync(Model, candidate, Token)).Stage);
    }

    [Fact]
    public async Task RunAsync_RefusedBeforeAndNoMinimumNow_IsRefusedAndKeepsTheVerdict()
    {
        var version = await RegisterAsync(0.1);
        await new GatedPromotion(_tracking).RunAsync(Model, version, Gate, cancellationToken: Token);
        var withoutMinimum = new QualityGate(new NotWorseThan("accuracy", 0.02));

        var failure = await Assert.ThrowsAsync<RepriseException>(
            () => new GatedPromotion(_tracking).RunAsync(Model, version, withoutMinimum, cancellationToken: Token));

        var refused = await _tracking.Registry.GetVersionAsync(Model, version, Token);
        Assert.Equal(ErrorCode.GateFailed, failure.Code);
        Assert.Contains("accuracy of version 1 is 0.1, below the minimum 0.75", failure.Message);
        Assert.Equal(("failed", ModelStage.None), (refused.Tag(GateTags.Verdict), refused.Stage));
    }

    [Fact]
    public async Task RunAsync_RefusedBeforeAndAMinimumNow_IsJudgedAnew()
    {
        var version = await RegisterAsync(0.7);
        await new GatedPromotion(_tracking).RunAsync(Model, version, Gate, cancellationToken: Token);

        var outcome = await new GatedPromotion(_tracking).RunAsync(
            Model, version, new QualityGate(new MinimumMetric("accuracy", 0.6)), cancellationToken: Token);

        Assert.True(outcome.Promoted);
        Assert.Equal("passed", outcome.Version.Tag(GateTags.Verdict));
    }

    [Fact]
    public async Task RunAsync_EvaluatedByAnotherScheme_ComparesAndSaysSo()
    {
        var first = await RegisterAsync(0.8, scheme: "5-fold, 5 repeats, seed 42");
        await new GatedPromotion(_tracking).RunAsync(Model, first, Gate, cancellationToken: Token);
        var second = await RegisterAsync(0.8, scheme: "5-fold, 1 repeat, seed 42");

        var outcome = await new GatedPromotion(_tracking).RunAsync(Model, second, Gate, cancellationToken: Token);

        Assert.True(outcome.Promoted);
        Assert.Contains("evaluated differently (5-fold, 1 repeat, seed 42 and 5-fold, 5 repeats, seed 42)", outcome.Verdict!.Checks[1].Words);
        Assert.DoesNotContain("different data", outcome.Verdict.Checks[1].Words);
    }

    [Fact]
    public async Task RunAsync_SampleAgainstRealData_IsRefused()
    {
        var real = await RegisterAsync(0.8);
        await new GatedPromotion(_tracking).RunAsync(Model, real, Gate, cancellationToken: Token);
        var sample = await RegisterAsync(0.99, sample: true);

        var outcome = await new GatedPromotion(_tracking).RunAsync(Model, sample, Gate, cancellationToken: Token);

        Assert.False(outcome.Promoted);
        Assert.Contains("generated sample", outcome.Verdict!.Checks[1].Words);
    }

    [Fact]
    public async Task RunAsync_VersionWithoutRun_SaysThatThereIsNothingToJudgeBy()
    {
        var version = await _tracking.Registry.CreateVersionAsync(new NewModelVersion { Name = Model, Source = "s3://bucket/model" }, Token);

        var failure = await Assert.ThrowsAsync<RepriseException>(
            () => new GatedPromotion(_tracking).RunAsync(Model, version.Version, Gate, cancellationToken: Token));

        Assert.Equal(ErrorCode.InvalidState, failure.Code);
        Assert.Contains("no run", failure.Message);
    }

    [Fact]
    public async Task RunAsync_VersionIsLiveAlready_IsRefused()
    {
        var version = await RegisterAsync(0.8);
        await new GatedPromotion(_tracking).RunAsync(Model, version, Gate, cancellationToken: Token);

        var failure = await Assert.ThrowsAsync<RepriseException>(
            () => new GatedPromotion(_tracking).RunAsync(Model, version, Gate, cancellationToken: Token));

        Assert.Equal(ErrorCode.InvalidState, failure.Code);
    }

    [Fact]
    public async Task RunWithoutGateAsync_AfterFailedGate_PromotesAndKeepsVerdictAndReason()
    {
        var version = await RegisterAsync(0.1);
        await new GatedPromotion(_tracking).RunAsync(Model, version, Gate, cancellationToken: Token);

        var outcome = await new GatedPromotion(_tracking).RunWithoutGateAsync(Model, version, "hotfix", cancellationToken: Token);

        var live = await _tracking.Registry.GetVersionByAliasAsync(Model, "production", Token);
        Assert.True(outcome.Promoted);
        Assert.Null(outcome.Verdict);
        Assert.Equal("failed", live.Tag(GateTags.Verdict));
        Assert.Equal("Gate skipped: hotfix", live.Tag(PromotionTags.Reason));
    }

    private async Task<int> RegisterAsync(double accuracy, bool sample = false, string scheme = "")
    {
        var run = await _tracking.Runs.CreateAsync(
            new NewRun
            {
                ExperimentId = "0",
                Tags = [new Tag(GateTags.DatasetSample, sample ? "true" : "false"), new Tag("reprise.evaluation.scheme", scheme)],
            },
            Token);
        await _tracking.Runs.LogMetricAsync(run.Info.RunId, new Metric("accuracy", accuracy, 1), Token);
        var version = await _tracking.Registry.CreateVersionAsync(
            new NewModelVersion { Name = Model, Source = run.Info.ArtifactUri + "/model", RunId = run.Info.RunId }, Token);
        return version.Version;
    }

    /// <summary>A rule that always passes, during whose check something else happens to the registry.</summary>
    private sealed record Meanwhile(Func<Task> Happens, int Times = 1) : GateRule
    {
        private int _left = Times;

        public override GateCheck Check(GateSubject candidate, GateSubject? production)
        {
            if (_left-- > 0)
            {
                Task.Run(Happens).GetAwaiter().GetResult();
            }

            return new GateCheck { Rule = "meanwhile", Passed = true, Words = "Something happened meanwhile." };
        }
    }
}
