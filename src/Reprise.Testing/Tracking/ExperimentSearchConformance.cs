using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every search for experiments must do.</summary>
public static class ExperimentSearchConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        Search_Pages_GiveEveryExperimentOnce,
        Search_LastPage_HasNoToken,
        Search_Filter_SelectsByNameTagAndTime,
        Search_View_SelectsByLifecycle,
        Search_Order_IsKept,
        Search_OutOfTheGrammar_IsRefusedInWords,
        Search_MaxResultsOutOfRange_IsRefused,
        Count_Experiments_GivesActiveRunsAndNewestStart);

    private static async Task Search_Pages_GiveEveryExperimentOnce(ITrackingClient client, CancellationToken token)
    {
        var prefix = Given.Name("page");
        for (var i = 0; i < 5; i++)
        {
            await client.Experiments.CreateAsync($"{prefix}-{i}", cancellationToken: token);
        }

        var names = new List<string>();
        var query = new ExperimentQuery { Filter = $"name LIKE '{prefix}%'", OrderBy = ["name ASC"], MaxResults = 2 };
        for (var more = true; more; more = query.PageToken is not null)
        {
            var page = await client.Experiments.SearchAsync(query, token);
            names.AddRange(page.Items.Select(item => item.Name));
            query = query with { PageToken = page.NextPageToken };
        }

        Expect.Sequence(Enumerable.Range(0, 5).Select(i => $"{prefix}-{i}"), names);
    }

    private static async Task Search_LastPage_HasNoToken(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("only");
        await client.Experiments.CreateAsync(name, cancellationToken: token);
        var page = await client.Experiments.SearchAsync(new ExperimentQuery { Filter = $"name = '{name}'", MaxResults = 1 }, token);

        Expect.Equal(1, page.Items.Count);
        Expect.Equal(null, page.NextPageToken);
    }

    private static async Task Search_Filter_SelectsByNameTagAndTime(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("Filter");
        var id = await client.Experiments.CreateAsync(name, tags: [new Tag("team a", "Blue")], cancellationToken: token);
        async Task<bool> FindsAsync(string filter) =>
            (await client.Experiments.SearchAsync(new ExperimentQuery { Filter = $"name = '{name}' AND {filter}" }, token))
            .Items.Any(item => item.Id == id);

        Expect.True(await FindsAsync("tags.`team a` = 'Blue'"));
        Expect.True(await FindsAsync("tag.\"team a\" ilike 'b%'"));
        Expect.True(await FindsAsync("attribute.creation_time > 0"));
        Expect.True(await FindsAsync("name ILIKE 'filter%'"));
        Expect.True(!await FindsAsync("name LIKE 'filter%'"), "LIKE to mind the case");
        Expect.True(!await FindsAsync("tags.`team a` != 'Blue'"));
        Expect.True(!await FindsAsync("tags.missing != 'x'"), "an experiment without the tag not to match !=");
        Expect.True(!await FindsAsync("last_update_time < 1000"));
    }

    private static async Task Search_View_SelectsByLifecycle(ITrackingClient client, CancellationToken token)
    {
        var prefix = Given.Name("view");
        var deleted = await client.Experiments.CreateAsync($"{prefix}-d", cancellationToken: token);
        await client.Experiments.CreateAsync($"{prefix}-a", cancellationToken: token);
        await client.Experiments.DeleteAsync(deleted, token);
        async Task<IEnumerable<string>> NamesAsync(ViewType view) =>
            (await client.Experiments.SearchAsync(new ExperimentQuery { Filter = $"name LIKE '{prefix}%'", OrderBy = ["name"], View = view }, token))
            .Items.Select(item => item.Name);

        Expect.Sequence([$"{prefix}-a"], await NamesAsync(ViewType.ActiveOnly));
        Expect.Sequence([$"{prefix}-d"], await NamesAsync(ViewType.DeletedOnly));
        Expect.Sequence([$"{prefix}-a", $"{prefix}-d"], await NamesAsync(ViewType.All));
    }

    private static async Task Search_Order_IsKept(ITrackingClient client, CancellationToken token)
    {
        var prefix = Given.Name("order");
        foreach (var name in (string[])["b", "a", "c"])
        {
            await client.Experiments.CreateAsync($"{prefix}-{name}", cancellationToken: token);
        }

        async Task<IEnumerable<string>> OrderAsync(params string[] order) =>
            (await client.Experiments.SearchAsync(new ExperimentQuery { Filter = $"name LIKE '{prefix}%'", OrderBy = order }, token))
            .Items.Select(item => item.Name[^1..]);

        Expect.Sequence(["c", "b", "a"], await OrderAsync("name DESC"));
        Expect.Sequence(["b", "a", "c"], await OrderAsync("experiment_id"));
        Expect.Sequence(["c", "a", "b"], await OrderAsync("attribute.experiment_id desc"));
    }

    private static async Task Search_OutOfTheGrammar_IsRefusedInWords(ITrackingClient client, CancellationToken token)
    {
        Task Filter(string filter, string words) => Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, words, () => client.Experiments.SearchAsync(new ExperimentQuery { Filter = filter }, token));

        await Filter("name ~ 3", "Expected a quoted string value for attributes. Got value 3");
        await Filter("nope = 'x'", "Invalid attribute key 'nope' specified.");
        await Filter("metrics.m > 1", "Invalid entity type 'metrics'.");
        await Filter("name = 'a' XOR name = 'b'", "Invalid clause(s) in filter string: 'XOR'");
        await Filter("creation_time > 'x'", "Expected numeric value type for numeric attribute: creation_time. Found 'x'");
        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Invalid page token, could not base64-decode",
            () => client.Experiments.SearchAsync(new ExperimentQuery { PageToken = "garbage" }, token));
    }

    private static async Task Search_MaxResultsOutOfRange_IsRefused(ITrackingClient client, CancellationToken token)
    {
        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer",
            () => client.Experiments.SearchAsync(new ExperimentQuery { MaxResults = 0 }, token));
        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Invalid value 50001 for parameter 'max_results' supplied. It must be at most 50000",
            () => client.Experiments.SearchAsync(new ExperimentQuery { MaxResults = 50_001 }, token));
    }

    private static async Task Count_Experiments_GivesActiveRunsAndNewestStart(ITrackingClient client, CancellationToken token)
    {
        var (id, empty) = (await Given.ExperimentAsync(client, token), await Given.ExperimentAsync(client, token));
        await Given.RunAsync(client, id, token, start: 5);
        await Given.RunAsync(client, id, token, start: 7);
        await client.Runs.DeleteAsync(await Given.RunAsync(client, id, token, start: 9), token);
        var totals = await client.Runs.CountAsync([id, empty], token);

        Expect.Equal(new RunTotals(2, 7), totals[id]);
        Expect.Equal(new RunTotals(0, null), totals[empty]);
    }
}
