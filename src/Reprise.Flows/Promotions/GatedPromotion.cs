using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Flows.Gates;
using Reprise.Tracking;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Flows.Promotions;

/// <summary>Puts a model version live when a gate lets it pass, and records the verdict on the version either way. Thread-safe as the client is.</summary>
public sealed class GatedPromotion(ITrackingClient tracking)
{
    private const int MaxAttempts = 5;

    /// <summary>
    /// Judges a version by the metrics of its run against the version that <paramref name="alias"/> names now; records the verdict as the tags
    /// <see cref="GateTags.Verdict"/> and <see cref="GateTags.Report"/>; when it passed, moves alias and stage in one transaction. When another version goes
    /// live in between, it is judged anew against that one, a few times. A version refused before needs a gate with a <see cref="MinimumMetric"/>.
    /// </summary>
    /// <exception cref="RepriseException">The version is not there, is live already, has no run with metrics, or the alias does not stop moving.</exception>
    public async Task<PromotionOutcome> RunAsync(
        string name, int version, QualityGate gate, string alias = Promotion.DefaultAlias, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(gate);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await JudgeAndPromoteAsync(name, version, gate, alias, cancellationToken).ConfigureAwait(false);
            }
            catch (RepriseException moved) when (moved.Code == ErrorCode.ResourceConflict && attempt < MaxAttempts)
            {
                // Another version went live after this one was judged: the verdict is about a comparison that no longer counts.
            }
        }
    }

    /// <summary>Puts a version live without judging it; the reason is recorded. A verdict recorded before stays on the version.</summary>
    /// <exception cref="RepriseException">The version is not there or is live already.</exception>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    public async Task<PromotionOutcome> RunWithoutGateAsync(
        string name, int version, string reason, string alias = Promotion.DefaultAlias, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var candidate = await tracking.Registry.GetVersionAsync(name, version, cancellationToken).ConfigureAwait(false);
        var live = await FindLiveAsync(name, alias, cancellationToken).ConfigureAwait(false);
        RequireNotLive(candidate, live, alias);

        var promoted = await PromoteAsync(candidate, alias, "Gate skipped: " + reason, expectedLive: null, cancellationToken).ConfigureAwait(false);
        return new PromotionOutcome(promoted, null, live);
    }

    private static IReadOnlyDictionary<string, double> NoMetrics { get; } = new Dictionary<string, double>();

    private static string Label(ModelVersion version) => string.Create(CultureInfo.InvariantCulture, $"version {version.Version}");

    private static void RequireNotLive(ModelVersion candidate, ModelVersion? live, string alias)
    {
        if (live?.Version == candidate.Version)
        {
            throw new RepriseException(ErrorCode.InvalidState, $"{Label(candidate)} of '{candidate.Name}' has the alias '{alias}' already.");
        }
    }

    private async Task<PromotionOutcome> JudgeAndPromoteAsync(string name, int version, QualityGate gate, string alias, CancellationToken cancellationToken)
    {
        var candidate = await tracking.Registry.GetVersionAsync(name, version, cancellationToken).ConfigureAwait(false);
        var live = await FindLiveAsync(name, alias, cancellationToken).ConfigureAwait(false);
        RequireNotLive(candidate, live, alias);
        RequireNotRefused(candidate, gate);

        var verdict = gate.Judge(
            await SubjectAsync(candidate, cancellationToken).ConfigureAwait(false)
                ?? throw new RepriseException(
                    ErrorCode.InvalidState,
                    $"{Label(candidate)} of '{name}' has no run, so there are no metrics to judge it by. Promote without the gate and give a reason."),
            live is null ? null : await SubjectAsync(live, cancellationToken).ConfigureAwait(false) ?? new GateSubject(Label(live), NoMetrics));
        await RecordAsync(candidate, verdict, cancellationToken).ConfigureAwait(false);

        var promoted = verdict.Passed
            ? await PromoteAsync(candidate, alias, string.Join(' ', verdict.Words), live?.Version ?? 0, cancellationToken).ConfigureAwait(false)
            : await tracking.Registry.GetVersionAsync(name, version, cancellationToken).ConfigureAwait(false);
        return new PromotionOutcome(promoted, verdict, live);
    }

    /// <summary>A verdict against a version is not replaced by a gate that asks nothing of the version itself.</summary>
    private static void RequireNotRefused(ModelVersion candidate, QualityGate gate)
    {
        if (candidate.Tag(GateTags.Verdict) == "failed" && !gate.Rules.Any(rule => rule is MinimumMetric))
        {
            var before = GateVerdict.TryParse(candidate.Tag(GateTags.Report))?.Checks.Where(check => !check.Passed).Select(check => " " + check.Words) ?? [];
            throw new RepriseException(
                ErrorCode.GateFailed,
                $"{Label(candidate)} of '{candidate.Name}' was refused by its gate before:{string.Concat(before)} "
                    + "Judge it anew by a minimum (--gate-min), or promote it without a gate and give a reason (--skip-gate --reason).");
        }
    }

    private async Task<ModelVersion?> FindLiveAsync(string name, string alias, CancellationToken cancellationToken)
    {
        var model = await tracking.Registry.GetModelAsync(name, cancellationToken).ConfigureAwait(false);
        return model.Aliases.Where(entry => entry.Alias == alias).Select(entry => (int?)entry.Version).SingleOrDefault() is { } version
            ? await tracking.Registry.GetVersionAsync(name, version, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private async Task<GateSubject?> SubjectAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(version.RunId))
        {
            return null;
        }

        Run run;
        try
        {
            run = await tracking.Runs.GetAsync(version.RunId, cancellationToken).ConfigureAwait(false);
        }
        catch (RepriseException gone) when (gone.Code == ErrorCode.ResourceDoesNotExist)
        {
            return null;
        }

        return new GateSubject(Label(version), run.Metrics.ToDictionary(metric => metric.Key, metric => metric.Value, StringComparer.Ordinal))
        {
            MeasuredOn = run.Tag(GateTags.DatasetSha256) is { Length: > 0 } hash ? $"sha256 {hash[..Math.Min(12, hash.Length)]}" : null,
            EvaluatedBy = run.Tag(GateTags.EvaluationScheme) is { Length: > 0 } scheme ? scheme : null,
            OnSample = run.Tag(GateTags.DatasetSample) == "true",
        };
    }

    private async Task RecordAsync(ModelVersion version, GateVerdict verdict, CancellationToken cancellationToken)
    {
        await tracking.Registry.SetVersionTagAsync(version.Name, version.Version, new Tag(GateTags.Report, verdict.ToJson()), cancellationToken).ConfigureAwait(false);
        await tracking.Registry.SetVersionTagAsync(
            version.Name, version.Version, new Tag(GateTags.Verdict, verdict.Passed ? "passed" : "failed"), cancellationToken).ConfigureAwait(false);
    }

    private Task<ModelVersion> PromoteAsync(ModelVersion version, string alias, string reason, int? expectedLive, CancellationToken cancellationToken) =>
        tracking.Registry.PromoteAsync(
            new Promotion
            {
                Name = version.Name,
                Version = version.Version,
                Alias = alias,
                Reason = reason.Length <= 5000 ? reason : reason[..5000],
                ExpectedLive = expectedLive,
            },
            cancellationToken);
}
