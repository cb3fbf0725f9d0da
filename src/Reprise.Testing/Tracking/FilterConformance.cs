using Reprise.Core.Errors;
using Reprise.Core.Randomness;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every search must do beyond MLflow's: OR, NOT, parentheses, IS NULL, and experiments by name.</summary>
public static class FilterConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        Runs_RandomConditions_FindWhatTheyState,
        Runs_Precedence_IsNotThenAndThenOr,
        Runs_ByExperimentName_AreFound,
        Runs_DeepestFilter_IsAnswered,
        Runs_BrokenFilter_IsShownWithACaret,
        Experiments_Extended_AreFound,
        Models_Extended_AreFoundWithoutPrompts,
        Versions_Extended_AreFound,
        LoggedModels_Extended_AreFound);

    private static async Task Runs_RandomConditions_FindWhatTheyState(ITrackingClient client, CancellationToken token)
    {
        var rng = new Rng(17);
        var experiment = await Given.ExperimentAsync(client, token);
        for (var i = 0; i < 24; i++)
        {
            await RandomRunAsync(client, experiment, rng, token);
        }

        var runs = (await client.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment] }, token)).Items;
        var some = 0;
        for (var i = 0; i < 150; i++)
        {
            var condition = RunCondition.Random(rng, depth: 4);
            var filter = condition.Write();
            var expected = runs.Where(condition.Holds).Select(run => run.Info.RunId).ToList();
            var page = await client.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment], Filter = filter }, token);
            Expect.Sequence(expected, page.Items.Select(run => run.Info.RunId), filter);
            some += expected.Count is > 0 and < 24 ? 1 : 0;
        }

        Expect.True(some > 50, $"more than 50 of 150 conditions that tell runs apart, not {some}");
    }

    private static async Task Runs_Precedence_IsNotThenAndThenOr(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        for (var start = 1; start <= 4; start++)
        {
            await Given.RunAsync(client, experiment, token, start);
        }

        async Task Finds(string filter, params long[] starts) => Expect.Sequence(
            starts, (await client.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment], Filter = filter }, token)).Items.Select(run => run.Info.StartTime), filter);

        await Finds("start_time = 1 OR start_time > 2 AND start_time < 4", 3, 1);
        await Finds("(start_time = 1 OR start_time > 2) AND start_time < 4", 3, 1);
        await Finds("start_time < 3 AND (start_time = 2 or start_time = 4)", 2);
        await Finds("NOT start_time = 1 AND start_time < 3", 2);
        await Finds("NOT (start_time = 1 AND start_time < 3)", 4, 3, 2);
        await Finds("not not start_time = 1", 1);
        await Finds("end_time IS NULL AND NOT end_time > 1", 4, 3, 2, 1);
        await Finds("end_time IS NOT NULL");
        await Finds("((((start_time = 3))))", 3);
    }

    private static async Task Runs_ByExperimentName_AreFound(ITrackingClient client, CancellationToken token)
    {
        var prefix = Given.Name("churn");
        string[] ids = [await client.Experiments.CreateAsync($"{prefix}-a", cancellationToken: token), await client.Experiments.CreateAsync($"{prefix}-b", cancellationToken: token)];
        await Given.RunAsync(client, ids[0], token, 1);
        await Given.RunAsync(client, ids[1], token, 2);
        async Task Finds(string filter, IReadOnlyList<string> experiments, params long[] starts) => Expect.Sequence(
            starts, (await client.Runs.SearchAsync(new RunQuery { ExperimentIds = experiments, Filter = filter }, token)).Items.Select(run => run.Info.StartTime), filter);

        await Finds($"experiment_name LIKE '{prefix}%'", ids, 2, 1);
        await Finds($"attributes.experiment_name = '{prefix}-a' AND start_time > 0", ids, 1);
        await Finds($"experiment_name IN ('{prefix}-a', '{prefix}-b') AND NOT start_time = 1", ids, 2);
        await Finds($"experiment_name LIKE '{prefix}%'", [ids[1]], 2);
        await Finds($"experiment_name LIKE '{prefix}%'", []);
    }

    private static async Task Runs_DeepestFilter_IsAnswered(ITrackingClient client, CancellationToken token)
    {
        const int Deep = 32;
        var experiment = await Given.ExperimentAsync(client, token);
        var runId = await Given.RunAsync(client, experiment, token, 1, new Metric("m", 1, 1));
        var query = new RunQuery { ExperimentIds = [experiment] };

        string Nested(int depth) => string.Concat(Enumerable.Repeat("(metrics.m = 7 OR metrics.m = 1 AND ", depth)) + "NOT metrics.m = 2" + new string(')', depth);
        var filters = new[]
        {
            Nested(Deep - 1),
            string.Concat(Enumerable.Repeat("NOT ", Deep)) + "metrics.m = 1",
            string.Join(" OR ", Enumerable.Repeat("metrics.m = 7", 199)) + " OR metrics.m = 1",
        };
        foreach (var filter in filters)
        {
            Expect.Sequence([runId], (await client.Runs.SearchAsync(query with { Filter = filter }, token)).Items.Select(run => run.Info.RunId), filter);
        }

        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "at most 32 deep", () => client.Runs.SearchAsync(query with { Filter = Nested(Deep) }, token));
        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "at most 32 deep", () => client.Runs.SearchAsync(query with { Filter = new string('(', 100_000) }, token));
        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "at most 200 comparisons", () => client.Runs.SearchAsync(query with { Filter = filters[2] + " OR metrics.m = 1" }, token));
        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "at most 500000 characters", () => client.Runs.SearchAsync(query with { Filter = new string(' ', 500_001) }, token));
    }

    private static async Task Runs_BrokenFilter_IsShownWithACaret(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        Task Refused(string filter, string message) => Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue, message, () => client.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment], Filter = filter }, token));

        await Refused("metrics.m > 'x'", "Expected numeric value type for metric. Found 'x'\n  metrics.m > 'x'\n              ^ column 13");
        await Refused("(status = 'a' OR", "Invalid clause(s) in filter string: 'OR'\n  (status = 'a' OR\n                ^ column 15: nothing follows OR");
        await Refused("(status = 'a'", "Invalid clause(s) in filter string: '('\n  (status = 'a'\n  ^ column 1: it is not closed");
        await Refused("status = 'a')", "Invalid clause(s) in filter string: ')'\n  status = 'a')\n              ^ column 13");
        await Refused("status IS 'a'", "Invalid clause(s) in filter string: 'status'\n  status IS 'a'\n  ^ column 1: IS is followed by NULL or NOT NULL");
        await Refused("NOT", "Invalid clause(s) in filter string: 'NOT'\n  NOT\n  ^ column 1: nothing follows NOT");
        await Refused("params.p = 'ş\n' AND\tparams.p > '1'", "Invalid comparator '>' not one of '{'!=', '=', 'ILIKE', 'LIKE'}'\n  params.p = 'ş ' AND params.p > '1'\n                               ^ column 30");
    }

    private static async Task Experiments_Extended_AreFound(ITrackingClient client, CancellationToken token)
    {
        var prefix = Given.Name("or");
        await client.Experiments.CreateAsync($"{prefix}-1", tags: [new Tag("team", "a")], cancellationToken: token);
        await client.Experiments.CreateAsync($"{prefix}-2", cancellationToken: token);
        await client.Experiments.CreateAsync($"{prefix}-3", tags: [new Tag("team", "b")], cancellationToken: token);
        async Task Finds(string filter, params string[] ends) => Expect.Sequence(
            ends,
            (await client.Experiments.SearchAsync(new ExperimentQuery { Filter = filter, OrderBy = ["name"] }, token)).Items.Select(item => item.Name[^1..]),
            filter);

        await Finds($"name = '{prefix}-1' OR name = '{prefix}-3'", "1", "3");
        await Finds($"name LIKE '{prefix}%' AND NOT tags.team = 'a'", "2", "3");
        await Finds($"name LIKE '{prefix}%' AND tags.team IS NULL", "2");
        await Finds($"name LIKE '{prefix}%' AND tags.team IS NOT NULL AND (tags.team = 'b' OR creation_time < 0)", "3");
    }

    private static async Task Models_Extended_AreFoundWithoutPrompts(ITrackingClient client, CancellationToken token)
    {
        var prefix = Given.Name("rm");
        await client.Registry.CreateModelAsync($"{prefix}-1", tags: [new Tag("team", "a")], cancellationToken: token);
        await client.Registry.CreateModelAsync($"{prefix}-2", cancellationToken: token);
        await client.Registry.CreateModelAsync($"{prefix}-p", tags: [new Tag("mlflow.prompt.is_prompt", "true")], cancellationToken: token);
        async Task Finds(string filter, params string[] ends) => Expect.Sequence(
            ends, (await client.Registry.SearchModelsAsync(new RegistryQuery { Filter = filter }, token)).Items.Select(item => item.Name[^1..]), filter);

        await Finds($"name = '{prefix}-1' OR name = '{prefix}-2' OR name = '{prefix}-p'", "1", "2");
        await Finds($"name = '{prefix}-1' OR name = '{prefix}-2' AND tags.`mlflow.prompt.is_prompt` != 'true'", "1", "2");
        await Finds($"name LIKE '{prefix}%' AND tags.team IS NULL", "2");
        await Finds($"name LIKE '{prefix}%' AND NOT tags.team = 'a'", "2");
        await Finds($"name LIKE '{prefix}%' AND (tags.`mlflow.prompt.is_prompt` = 'true' OR tags.team = 'a')", "1", "p");
    }

    private static async Task Versions_Extended_AreFound(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 3);
        var runId = await Given.RunAsync(client, token);
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = name, Source = "mlflow-artifacts:/x", RunId = runId }, token);
        await client.Registry.SetVersionTagAsync(name, 2, new Tag("ok", "yes"), token);
        async Task Finds(string filter, params int[] versions) => Expect.Sequence(
            versions,
            (await client.Registry.SearchVersionsAsync(new RegistryQuery { Filter = $"name = '{name}' AND ({filter})", OrderBy = ["version_number"] }, token))
                .Items.Select(item => item.Version),
            filter);

        await Finds("version_number = 1 OR version_number > 2", 1, 3, 4);
        await Finds("tags.ok IS NULL", 1, 3, 4);
        await Finds("NOT (tags.ok = 'yes' OR version_number = 1)", 3, 4);
        await Finds($"run_id = '{runId}' OR tags.ok IS NOT NULL", 2, 4);
    }

    private static async Task LoggedModels_Extended_AreFound(ITrackingClient client, CancellationToken token)
    {
        var prefix = Given.Name("lm");
        var experiment = await client.Experiments.CreateAsync(prefix, cancellationToken: token);
        await client.LoggedModels.CreateAsync(experiment, "a", "forest", cancellationToken: token);
        await client.LoggedModels.CreateAsync(experiment, "b", parameters: [new Param("depth", "3")], cancellationToken: token);
        async Task Finds(string filter, IReadOnlyList<string> experiments, params string[] names) => Expect.Sequence(
            names,
            (await client.LoggedModels.SearchAsync(new LoggedModelQuery { ExperimentIds = experiments, Filter = filter, OrderBy = ["name"] }, token)).Items.Select(item => item.Name),
            filter);

        await Finds("name = 'a' OR params.depth = '3'", [experiment], "a", "b");
        await Finds("params.depth IS NULL", [experiment], "a");
        await Finds("NOT metrics.loss > 0 AND model_type IS NOT NULL", [experiment], "a");
        await Finds($"experiment_name = '{prefix}' AND NOT name = 'a'", [experiment], "b");
        await Finds($"experiment_name = '{prefix}'", []);
    }

    private static async Task RandomRunAsync(ITrackingClient client, string experiment, Rng rng, CancellationToken token)
    {
        T Pick<T>(IReadOnlyList<T> choices) => choices[rng.NextInt32(choices.Count)];
        bool Sometimes() => rng.NextInt32(2) == 0;
        var run = await client.Runs.CreateAsync(new NewRun { ExperimentId = experiment, StartTime = rng.NextInt32(5), Name = Pick(["a", "AB", "x"]) }, token);
        await client.Runs.LogBatchAsync(
            run.Info.RunId,
            Sometimes() ? [new Metric("m", Sometimes() ? Pick(RunCondition.SomeNumbers) : double.NaN, 1)] : [],
            [.. Sometimes() ? [new Param("p", Pick(RunCondition.SomeTexts))] : Array.Empty<Param>(), .. Sometimes() ? [new Param("q.r", Pick(RunCondition.SomeTexts))] : Array.Empty<Param>()],
            Sometimes() ? [new Tag("t 1", Pick(RunCondition.SomeTexts))] : [],
            token);
        if (Sometimes())
        {
            await client.Runs.UpdateAsync(run.Info.RunId, RunStatus.Finished, rng.NextInt32(5), cancellationToken: token);
        }

        if (Sometimes())
        {
            var data = new DatasetInput
            {
                Name = Pick(["a", "ab", "%"]), Digest = "d", SourceType = "local", Source = "s", Tags = Sometimes() ? [new Tag("mlflow.data.context", Pick(["a", "B"]))] : [],
            };
            await client.Runs.LogInputsAsync(run.Info.RunId, [data], [], token);
        }
    }
}
