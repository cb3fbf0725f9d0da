using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every <see cref="IRunStore"/> must do with parameters, tags, batches and model records.</summary>
public static class RunLoggingConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        LogParam_SameValueAgain_IsFine,
        LogParam_OtherValue_IsRefused,
        LogParam_EmptyValue_IsKept,
        LogParam_LongValue_IsCut,
        LogParam_KeyOutOfTheRules_IsRefused,
        LogParam_KeyInTheRules_IsKept,
        SetTag_LongValue_IsCut,
        SetTag_UnusualText_IsKept,
        DeleteTag_Missing_IsRefused,
        LogBatch_Everything_IsKeptInOrder,
        LogBatch_ParamTwice_IsRefused,
        LogBatch_ChangedParam_IsRefusedAndNothingIsKept,
        LogBatch_TooMany_IsRefused,
        LogBatch_Empty_IsFine,
        LogBatch_BadKey_NamesItsPlace,
        LogModel_Twice_AppendsToTheHistory,
        LogModel_NotAModel_IsRefused);

    private static async Task LogParam_SameValueAgain_IsFine(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogParamAsync(runId, new Param("p", "1"), token);
        await client.Runs.LogParamAsync(runId, new Param("p", "1"), token);

        Expect.Sequence([new Param("p", "1")], (await client.Runs.GetAsync(runId, token)).Params);
    }

    private static async Task LogParam_OtherValue_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogParamAsync(runId, new Param("p", "1"), token);

        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            $"Changing param values is not allowed. Param with key='p' was already logged with value='1' for run ID='{runId}'. Attempted logging new value '2'.",
            () => client.Runs.LogParamAsync(runId, new Param("p", "2"), token));
    }

    private static async Task LogParam_EmptyValue_IsKept(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogParamAsync(runId, new Param("p", ""), token);

        Expect.Sequence([new Param("p", "")], (await client.Runs.GetAsync(runId, token)).Params);
    }

    private static async Task LogParam_LongValue_IsCut(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogParamAsync(runId, new Param("p", new string('v', 6001)), token);

        Expect.Sequence([new Param("p", new string('v', 6000))], (await client.Runs.GetAsync(runId, token)).Params);
    }

    private static async Task LogParam_KeyOutOfTheRules_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        Task Refused(string key, string message) =>
            Expect.RefusedAsync(ErrorCode.InvalidParameterValue, message, () => client.Runs.LogParamAsync(runId, new Param(key, "1"), token));
        const string Path = "Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to";

        await Refused(
            "bad!key",
            "Invalid value \"bad!key\" for parameter 'key' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).");
        await Refused("../x", $"Invalid value \"../x\" for parameter 'key' supplied: {Path} '../x'");
        await Refused("a//b", $"Invalid value \"a//b\" for parameter 'key' supplied: {Path} 'a/b'");
        await Refused("a/../b", $"Invalid value \"a/../b\" for parameter 'key' supplied: {Path} 'b'");
        await Refused("./a", $"Invalid value \"./a\" for parameter 'key' supplied: {Path} 'a'");
        await Refused("a/", $"Invalid value \"a/\" for parameter 'key' supplied: {Path} 'a'");
        await Refused("/a", $"Invalid value \"/a\" for parameter 'key' supplied: {Path} '/a'");
        await Refused(".", $"Invalid value \".\" for parameter 'key' supplied: {Path} '.'");
        await Refused(new string('k', 251), "'Param key' exceeds the maximum length of 250 characters");
        await Refused("", "Missing value for required parameter 'key'. See the API docs for more information about request parameters.");
    }

    private static async Task LogParam_KeyInTheRules_IsKept(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        string[] keys = ["a/b/c", "a b", "a:b", "a.b-c_d", "görünüm", new string('k', 250)];
        await client.Runs.LogBatchAsync(runId, [], [.. keys.Select(key => new Param(key, key))], [], token);

        Expect.Sequence(keys, (await client.Runs.GetAsync(runId, token)).Params.Select(param => param.Key));
    }

    private static async Task SetTag_LongValue_IsCut(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.SetTagAsync(runId, new Tag("t", new string('v', 8001)), token);

        Expect.Equal(8000, (await client.Runs.GetAsync(runId, token)).Tag("t")!.Length);
    }

    private static async Task SetTag_UnusualText_IsKept(ITrackingClient client, CancellationToken token)
    {
        const string Text = "'; DROP TABLE runs; --\n\t\"İıŞş\" 🎻 \\ %_";
        var runId = await Given.RunAsync(client, token);
        await client.Runs.SetTagAsync(runId, new Tag("t", Text), token);

        Expect.Equal(Text, (await client.Runs.GetAsync(runId, token)).Tag("t"));
    }

    private static async Task DeleteTag_Missing_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.SetTagAsync(runId, new Tag("t", "1"), token);
        await client.Runs.DeleteTagAsync(runId, "t", token);

        await Expect.RefusedAsync(
            ErrorCode.ResourceDoesNotExist, $"No tag with name: t in run with id {runId}", () => client.Runs.DeleteTagAsync(runId, "t", token));
    }

    private static async Task LogBatch_Everything_IsKeptInOrder(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogBatchAsync(
            runId, [new Metric("z", 1, 1), new Metric("a", 2, 1)], [new Param("z", "1"), new Param("a", "2")], [new Tag("k", "1"), new Tag("k", "2")], token);
        var run = await client.Runs.GetAsync(runId, token);

        Expect.Sequence(["z", "a"], run.Metrics.Select(metric => metric.Key));
        Expect.Sequence(["z", "a"], run.Params.Select(param => param.Key));
        Expect.Equal("2", run.Tag("k"));
    }

    private static async Task LogBatch_ParamTwice_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);

        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Duplicate parameter keys have been submitted: ['d']. Please ensure the request contains only one param value per param key.",
            () => client.Runs.LogBatchAsync(runId, [new Metric("q", 1, 1)], [new Param("d", "1"), new Param("d", "2")], [], token));
    }

    private static async Task LogBatch_ChangedParam_IsRefusedAndNothingIsKept(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogParamAsync(runId, new Param("p", "1"), token);

        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            $"Changing param values is not allowed. Params were already logged='[{{'key': 'p', 'old_value': '1', 'new_value': '9'}}]' for run ID='{runId}'.",
            () => client.Runs.LogBatchAsync(runId, [new Metric("m", 1, 1)], [new Param("new", "1"), new Param("p", "9")], [new Tag("t", "1")], token));
        var run = await client.Runs.GetAsync(runId, token);
        Expect.Equal((0, 1, (string?)null), (run.Metrics.Count, run.Params.Count, run.Tag("t")));
    }

    private static async Task LogBatch_TooMany_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        Metric[] Metrics(int count) => [.. Enumerable.Range(0, count).Select(i => new Metric($"m{i}", 1, 1))];
        Param[] Params(int count) => [.. Enumerable.Range(0, count).Select(i => new Param($"p{i}", "1"))];
        Tag[] Tags(int count) => [.. Enumerable.Range(0, count).Select(i => new Tag($"t{i}", "1"))];
        Task Refused(string what, int limit, int got, Func<Task> act) => Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            $"A batch logging request can contain at most {limit} {what}. Got {got} {what}. Please split up {what} across multiple requests and try again.",
            act);

        await Refused("metrics", 1000, 1001, () => client.Runs.LogBatchAsync(runId, Metrics(1001), [], [], token));
        await Refused("params", 100, 101, () => client.Runs.LogBatchAsync(runId, [], Params(101), [], token));
        await Refused("tags", 100, 101, () => client.Runs.LogBatchAsync(runId, [], [], Tags(101), token));
        await Refused("metrics, params, and tags", 1000, 1001, () => client.Runs.LogBatchAsync(runId, Metrics(901), Params(50), Tags(50), token));
        await client.Runs.LogBatchAsync(runId, Metrics(800), Params(100), Tags(100), token);
        Expect.Equal(800, (await client.Runs.GetAsync(runId, token)).Metrics.Count);
    }

    private static async Task LogBatch_Empty_IsFine(ITrackingClient client, CancellationToken token) =>
        await client.Runs.LogBatchAsync(await Given.RunAsync(client, token), [], [], [], token);

    private static async Task LogBatch_BadKey_NamesItsPlace(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);

        await Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue,
            "Invalid value \"../bad\" for parameter 'metrics[1].name' supplied",
            () => client.Runs.LogBatchAsync(runId, [new Metric("ok", 1, 1), new Metric("../bad", 1, 1)], [], [], token));
        await Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue,
            "Invalid value \"a//b\" for parameter 'params[0].key' supplied",
            () => client.Runs.LogBatchAsync(runId, [], [new Param("a//b", "1")], [], token));
    }

    private static async Task LogModel_Twice_AppendsToTheHistory(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        string Model(string path) => $$"""{"artifact_path":"{{path}}","flavors":{},"utc_time_created":"2024-01-01","run_id":"{{runId}}"}""";
        await client.Runs.LogModelAsync(runId, Model("a"), token);
        await client.Runs.LogModelAsync(runId, Model("b"), token);
        using var history = System.Text.Json.JsonDocument.Parse((await client.Runs.GetAsync(runId, token)).Tag("mlflow.log-model.history")!);

        Expect.Sequence(["a", "b"], history.RootElement.EnumerateArray().Select(model => model.GetProperty("artifact_path").GetString()));
    }

    private static async Task LogModel_NotAModel_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);

        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "is not valid JSON", () => client.Runs.LogModelAsync(runId, "{", token));
        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "missing mandatory fields", () => client.Runs.LogModelAsync(runId, "{}", token));
    }
}
