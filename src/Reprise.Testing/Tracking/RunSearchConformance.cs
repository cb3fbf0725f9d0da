using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every search for runs must do: MLflow's grammar, order and pages.</summary>
public static class RunSearchConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        Search_NoExperiments_GivesNothing,
        Search_Default_IsNewestFirst,
        Search_View_SelectsByLifecycle,
        Search_Metrics_CompareAsNumbers,
        Search_ParamsAndTags_CompareAsText,
        Search_Attributes_CompareByTheirKind,
        Search_RunIdList_SelectsMembers,
        Search_Datasets_SelectByNameDigestAndContext,
        Search_QuotedKeys_AreUnderstood,
        Search_Order_ByMetric_PutsNaNThenMissingLast,
        Search_Order_ByParamTagAndAttribute_IsKept,
        Search_Pages_GiveEveryRunOnce,
        Search_OutOfTheGrammar_IsRefusedInWords,
        Search_OrderOutOfTheGrammar_IsRefusedInWords,
        Search_HostileText_IsJustText,
        Search_MaxResultsOutOfRange_IsRefused);

    private static async Task Search_NoExperiments_GivesNothing(ITrackingClient client, CancellationToken token) =>
        Expect.Equal(0, (await client.Runs.SearchAsync(new RunQuery { ExperimentIds = [] }, token)).Items.Count);

    private static async Task Search_Default_IsNewestFirst(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var old = await Given.RunAsync(client, experiment, token, start: 1);
        string[] same = [await Given.RunAsync(client, experiment, token, start: 2), await Given.RunAsync(client, experiment, token, start: 2)];
        Array.Sort(same, StringComparer.Ordinal);

        Expect.Sequence([.. same, old], await IdsAsync(client, experiment, token));
    }

    private static async Task Search_View_SelectsByLifecycle(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var (active, deleted) = (await Given.RunAsync(client, experiment, token, start: 1), await Given.RunAsync(client, experiment, token, start: 2));
        await client.Runs.DeleteAsync(deleted, token);
        async Task<IEnumerable<string>> ViewAsync(ViewType view) =>
            (await client.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment], View = view }, token)).Items.Select(run => run.Info.RunId);

        Expect.Sequence([active], await ViewAsync(ViewType.ActiveOnly));
        Expect.Sequence([deleted], await ViewAsync(ViewType.DeletedOnly));
        Expect.Sequence([deleted, active], await ViewAsync(ViewType.All));
    }

    private static async Task Search_Metrics_CompareAsNumbers(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        await Given.RunAsync(client, experiment, token, 1, new Metric("m", 0.5, 1));
        await Given.RunAsync(client, experiment, token, 2, new Metric("m", -2e-3, 1));
        await Given.RunAsync(client, experiment, token, 3, new Metric("m", double.NaN, 1));
        await Given.RunAsync(client, experiment, token, 4);
        Task Finds(string filter, params long[] starts) => FindsAsync(client, experiment, filter, token, starts);

        await Finds("metrics.m > 0", 1);
        await Finds("metrics.m >= 0.5", 1);
        await Finds("metric.m < 0", 2);
        await Finds("metrics.m <= -0.002", 2);
        await Finds("metrics.m = -2E-3", 2);
        await Finds("metrics.m != 0.5", 3, 2);
        await Finds("metrics.m = 0");
        await Finds("metrics.m > -1 AND metrics.m < 0.1 and metrics.m != 7", 2);
        await Finds("metrics.missing != 1");
    }

    private static async Task Search_ParamsAndTags_CompareAsText(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        for (var start = 1; start <= 2; start++)
        {
            var runId = await Given.RunAsync(client, experiment, token, start);
            await client.Runs.LogBatchAsync(
                runId, [], [new Param("model", start == 1 ? "Forest" : "ridge")], [new Tag("mlflow.user", start == 1 ? "Ada" : "it's")], token);
        }

        await Given.RunAsync(client, experiment, token, 3);
        Task Finds(string filter, params long[] starts) => FindsAsync(client, experiment, filter, token, starts);

        await Finds("params.model = 'Forest'", 1);
        await Finds("parameter.model != 'Forest'", 2);
        await Finds("params.model LIKE 'F%'", 1);
        await Finds("params.model LIKE 'f%'");
        await Finds("params.model ilike 'f_rest'", 1);
        await Finds("tags.mlflow.user = \"it's\"", 2);
        await Finds("tag.mlflow.user = 'Ada'", 1);
        await Finds("tags.mlflow.user LIKE '%'", 2, 1);
        await Finds("params.missing != 'x'");
    }

    private static async Task Search_Attributes_CompareByTheirKind(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var runId = (await client.Runs.CreateAsync(new NewRun { ExperimentId = experiment, StartTime = 1, Name = "First run", UserId = "ada" }, token)).Info.RunId;
        await client.Runs.UpdateAsync(runId, RunStatus.Finished, 50, cancellationToken: token);
        await Given.RunAsync(client, experiment, token, 2);
        Task Finds(string filter, params long[] starts) => FindsAsync(client, experiment, filter, token, starts);

        await Finds("status = 'FINISHED'", 1);
        await Finds("attributes.status != 'FINISHED'", 2);
        await Finds("attr.run_name = 'First run'", 1);
        await Finds("run.`Run name` ILIKE 'first%'", 1);
        await Finds("user_id = 'ada'", 1);
        await Finds("end_time >= 50", 1);
        await Finds("created > 1", 2);
        await Finds("start_time = 1", 1);
        await Finds($"run_id = '{runId}'", 1);
        await Finds($"artifact_uri LIKE '%{runId}%'", 1);
        await Finds("end_time != 50");
    }

    private static async Task Search_RunIdList_SelectsMembers(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var (a, b) = (await Given.RunAsync(client, experiment, token, 1), await Given.RunAsync(client, experiment, token, 2));
        await Given.RunAsync(client, experiment, token, 3);

        await FindsAsync(client, experiment, $"run_id IN ('{a}', '{b}')", token, 2, 1);
        await FindsAsync(client, experiment, $"attributes.run_id not in ('{a}','{b}')", token, 3);
        await RefusedAsync(client, experiment, "status IN ('FINISHED')", "Only the 'run_id' attribute supports comparison with a list of quoted string values.", token);
    }

    private static async Task Search_Datasets_SelectByNameDigestAndContext(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var data = new DatasetInput { Name = "music", Digest = "d1", SourceType = "local", Source = "{}", Tags = [new Tag("mlflow.data.context", "training")] };
        await client.Runs.LogInputsAsync(await Given.RunAsync(client, experiment, token, 1), [data], [], token);
        await client.Runs.LogInputsAsync(await Given.RunAsync(client, experiment, token, 2), [data with { Name = "speech", Digest = "d2", Tags = [] }], [], token);
        Task Finds(string filter, params long[] starts) => FindsAsync(client, experiment, filter, token, starts);

        await Finds("dataset.name = 'music'", 1);
        await Finds("datasets.digest IN ('d1', 'd2')", 2, 1);
        await Finds("dataset.digest LIKE 'd%' AND dataset.name ILIKE 'SPEECH'", 2);
        await Finds("dataset.context = 'training'", 1);
        await RefusedAsync(client, experiment, "dataset.size = '1'", "Invalid dataset key 'size' specified.", token);
    }

    private static async Task Search_QuotedKeys_AreUnderstood(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var runId = await Given.RunAsync(client, experiment, token, 1, new Metric("val loss/1", 1, 1));
        await client.Runs.LogParamAsync(runId, new Param("a.b c", "x"), token);

        await FindsAsync(client, experiment, "metrics.`val loss/1` = 1", token, 1);
        await FindsAsync(client, experiment, "params.\"a.b c\" = 'x'", token, 1);
        Expect.Sequence([runId], await IdsAsync(client, experiment, token, order: "metrics.`val loss/1` DESC"));
    }

    private static async Task Search_Order_ByMetric_PutsNaNThenMissingLast(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var missing = await Given.RunAsync(client, experiment, token, 9);
        var nan = await Given.RunAsync(client, experiment, token, 1, new Metric("m", double.NaN, 1));
        var low = await Given.RunAsync(client, experiment, token, 2, new Metric("m", -1, 1));
        var high = await Given.RunAsync(client, experiment, token, 3, new Metric("m", 1, 1));

        Expect.Sequence([low, high, nan, missing], await IdsAsync(client, experiment, token, order: "metrics.m"));
        Expect.Sequence([high, low, nan, missing], await IdsAsync(client, experiment, token, order: "metrics.m DESC"));
    }

    private static async Task Search_Order_ByParamTagAndAttribute_IsKept(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var (a, b, none) = (await Given.RunAsync(client, experiment, token, 1), await Given.RunAsync(client, experiment, token, 2), await Given.RunAsync(client, experiment, token, 3));
        await client.Runs.LogBatchAsync(a, [], [new Param("p", "a")], [new Tag("t", "b")], token);
        await client.Runs.LogBatchAsync(b, [], [new Param("p", "b")], [new Tag("t", "a")], token);
        await client.Runs.UpdateAsync(a, endTime: 5, cancellationToken: token);
        await client.Runs.UpdateAsync(b, endTime: 5, cancellationToken: token);

        Expect.Sequence([a, b, none], await IdsAsync(client, experiment, token, order: "params.p ASC"));
        Expect.Sequence([b, a, none], await IdsAsync(client, experiment, token, order: "parameter.p DESC"));
        Expect.Sequence([b, a, none], await IdsAsync(client, experiment, token, order: "tags.t"));
        Expect.Sequence([a, b, none], await IdsAsync(client, experiment, token, order: "attributes.start_time asc"));
        Expect.Sequence([b, a, none], await IdsAsync(client, experiment, token, order: "end_time DESC"), "newest first among equal end times, none last");
    }

    private static async Task Search_Pages_GiveEveryRunOnce(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var all = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            all.Add(await Given.RunAsync(client, experiment, token, 7 - i));
        }

        var found = new List<string>();
        var query = new RunQuery { ExperimentIds = [experiment], MaxResults = 3 };
        for (var more = true; more; more = query.PageToken is not null)
        {
            var page = await client.Runs.SearchAsync(query, token);
            found.AddRange(page.Items.Select(run => run.Info.RunId));
            query = query with { PageToken = page.NextPageToken };
        }

        Expect.Sequence(all, found);
        var first = await client.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment], MaxResults = 7 }, token);
        Expect.Equal("eyJvZmZzZXQiOiA3fQ==", first.NextPageToken, "the token of an exactly full page");
    }

    private static async Task Search_OutOfTheGrammar_IsRefusedInWords(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        Task Refused(string filter, string words) => RefusedAsync(client, experiment, filter, words, token);

        await Refused("metrics.m = 'x'", "Expected numeric value type for metric. Found 'x'");
        await Refused("params.p = 1", "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 1");
        await Refused("params.p = '1' params.p = '2'", "Invalid clause(s) in filter string: 'params.p'");
        await Refused("bogus.p = '1'", "Invalid entity type 'bogus'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']");
        await Refused("foo = '1'", "Invalid attribute key 'foo' specified. Valid keys are '{");
        await Refused("params.p > '1'", "Invalid comparator '>' not one of '{'!=', '=', 'ILIKE', 'LIKE'}'");
        await Refused("start_time > 'a'", "Expected numeric value type for numeric attribute: start_time. Found 'a'");
        await Refused("status = FINISHED", "Expected a quoted string value or a list of quoted string values for attributes. Got value FINISHED");
        await Refused("metrics.m >", "Expected numeric value type for metric. Found ");
        await Refused("metrics.m", "Invalid clause(s) in filter string: 'metrics.m'");
        await Refused("metrics.m = 1 AND", "Invalid clause(s) in filter string: 'AND'");
        await Refused("metrics.m = 1 metrics.n = 2", "Invalid clause(s) in filter string: 'metrics.n'");
        await Refused("(metrics.m = 1", "Invalid clause(s) in filter string: '('");
        await Refused("params.p = 'open", "Expected a quoted string value for parameter");
        await Refused("metrics. = 1", "A key must follow the dot");
        await Refused("run_id IN ()", "expected a non-empty list of string values");
        await Refused("run_id = ('a')", "IN and NOT IN take a list");
    }

    private static async Task Search_OrderOutOfTheGrammar_IsRefusedInWords(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        Task Refused(string words, params string[] order) => Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, words, () => client.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment], OrderBy = order }, token));

        await Refused("Invalid ordering key in order_by clause 'metrics.m SIDEWAYS'.", "metrics.m SIDEWAYS");
        await Refused("Invalid attribute key 'bogus' specified. Valid keys are '{", "bogus");
        await Refused("Invalid order_by clause 'a b c'. Could not be parsed.", "a b c");
        await Refused("Could not be parsed.", "");
        await Refused("at most 32 clauses", [.. Enumerable.Range(0, 33).Select(i => $"metrics.m{i}")]);
        await client.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment], OrderBy = [.. Enumerable.Range(0, 32).Select(i => $"metrics.m{i}")] }, token);
        await Refused("duplicate fields", "metrics.m", "metrics.m DESC");
        await Refused("Invalid order_by entity `dataset`", "dataset.name");
    }

    private static async Task Search_HostileText_IsJustText(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        const string Hostile = "x'' OR 1=1; DROP TABLE runs; --";
        var runId = await Given.RunAsync(client, experiment, token, 1);
        await client.Runs.SetTagAsync(runId, new Tag("t", Hostile.Replace("''", "'", StringComparison.Ordinal)), token);
        await Given.RunAsync(client, experiment, token, 2);

        await FindsAsync(client, experiment, $"tags.t = '{Hostile}'", token, 1);
        await FindsAsync(client, experiment, "tags.`t') OR 1=1 --` = 'x'", token);
        await FindsAsync(client, experiment, string.Join(" AND ", Enumerable.Repeat($"tags.t = '{Hostile}'", 200)), token, 1);
    }

    private static async Task Search_MaxResultsOutOfRange_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        foreach (var size in (int[])[0, -1, 50_001])
        {
            await Expect.RefusedWithAsync(
                ErrorCode.InvalidParameterValue,
                FormattableString.Invariant($"Invalid value {size} for parameter 'max_results' supplied"),
                () => client.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment], MaxResults = size }, token));
        }
    }

    private static async Task<IEnumerable<string>> IdsAsync(ITrackingClient client, string experiment, CancellationToken token, string? order = null) =>
        (await client.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment], OrderBy = order is null ? [] : [order] }, token)).Items.Select(run => run.Info.RunId);

    // Runs are told apart by their start times; the default order is newest first.
    private static async Task FindsAsync(ITrackingClient client, string experiment, string filter, CancellationToken token, params long[] starts)
    {
        var page = await client.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment], Filter = filter }, token);
        Expect.Sequence(starts, page.Items.Select(run => run.Info.StartTime), filter);
    }

    private static Task RefusedAsync(ITrackingClient client, string experiment, string filter, string words, CancellationToken token) => Expect.RefusedWithAsync(
        ErrorCode.InvalidParameterValue, words, () => client.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment], Filter = filter }, token));
}
