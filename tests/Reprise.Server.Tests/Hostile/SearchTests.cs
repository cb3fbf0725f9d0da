using System.Diagnostics;
using System.Text.Json.Nodes;
using Reprise.Server.Tests.Tracking;

namespace Reprise.Server.Tests.Hostile;

/// <summary>Filters, patterns and names made to take long, to be too large for the database, or to be SQL.</summary>
public sealed class SearchTests(HostileServer bait)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    public static TheoryData<string, string, int> Filters => new()
    {
        { "LIKE that goes back and forth", $"params.p LIKE '{string.Concat(Enumerable.Repeat("%a", 200))}b'", 200 },
        { "ILIKE that goes back and forth", $"params.p ILIKE '{string.Concat(Enumerable.Repeat("%A", 200))}b'", 200 },
        { "LIKE of many steps", $"tags.t LIKE '{string.Concat(Enumerable.Repeat("_%", 2000))}b'", 200 },
        { "LIKE too long", $"params.p LIKE '{new string('%', 60_000)}x'", 400 },
        { "LIKE with an open class", "params.p LIKE '[%\\'", 200 },
        { "comparisons", string.Join(" AND ", Enumerable.Range(0, 200).Select(i => $"params.p{i} = 'x'")), 200 },
        { "too many comparisons", string.Join(" AND ", Enumerable.Range(0, 5000).Select(i => $"params.p{i} = 'x'")), 400 },
        { "long list", $"attributes.run_id IN ({string.Join(',', Enumerable.Repeat("'x'", 50_000))})", 200 },
        { "brackets", new string('(', 100_000), 400 },
        { "quotes", new string('\'', 100_001), 400 },
        { "backticks", $"params.{new string('`', 100_001)} = 'x'", 400 },
        { "digits", $"metrics.m > {new string('9', 100_000)}", 200 },
        { "words", string.Join(' ', Enumerable.Repeat("AND", 50_000)), 400 },
        { "long key", $"params.{new string('k', 100_000)} = 'x'", 200 },
        { "SQL in a value", "params.p = 'x'' OR 1=1; DROP TABLE runs; --'", 200 },
        { "SQL in a key", "params.`x' OR 1=1; DROP TABLE runs; --` = 'x'", 200 },
        { "SQL beside a value", "params.p = 'x' OR 1=1", 400 },
        { "SQL as a value", "params.p = (SELECT 1)", 400 },
        { "union", "params.p = 'x' UNION SELECT name FROM sqlite_master", 400 },
        { "null character", "params.p = 'a\0b'", 200 },
        { "parameter", "params.p = @limit", 400 },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Filter_MadeToHarm_IsAnsweredSoon(string name, string filter, int expected)
    {
        await bait.Server.PostAsync("runs/log-parameter", new JsonObject { ["run_id"] = bait.RunId, ["key"] = "p", ["value"] = new string('a', 6000) }.ToJsonString());
        await bait.Server.PostAsync("runs/set-tag", new JsonObject { ["run_id"] = bait.RunId, ["key"] = "t", ["value"] = new string('a', 8000) }.ToJsonString());
        var clock = Stopwatch.StartNew();

        var (status, body) = await bait.Server.PostAsync("runs/search", new JsonObject { ["experiment_ids"] = new JsonArray("0"), ["filter"] = filter }.ToJsonString());

        Assert.True(status == expected || (expected == 200 && status == 400), $"{name}: {status} {body.ToJsonString()[..Math.Min(300, body.ToJsonString().Length)]}");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Soon);
    }

    [Theory]
    [InlineData("experiments/search", "name")]
    [InlineData("logged-models/search", "name")]
    [InlineData("registered-models/search", "name")]
    [InlineData("model-versions/search", "name")]
    public async Task Pattern_MadeToHarm_IsAnsweredSoonEverywhere(string path, string field)
    {
        foreach (var pattern in new[] { string.Concat(Enumerable.Repeat("%a", 50)) + "b", new string('%', 60_000), string.Concat(Enumerable.Repeat("_%", 25_000)), "a\0%" })
        {
            var clock = Stopwatch.StartNew();
            var filter = $"{field} LIKE '{pattern}'";
            var status = path.StartsWith("registered", StringComparison.Ordinal) || path.StartsWith("model-", StringComparison.Ordinal)
                ? (await RawHttp.SendAsync(bait.Server.Address, "GET", $"/api/2.0/mlflow/{path}?filter={Uri.EscapeDataString(filter)}")).Status
                : (await bait.Server.PostAsync(path, new JsonObject { ["experiment_ids"] = new JsonArray("0"), ["filter"] = filter, ["max_results"] = 10 }.ToJsonString())).Status;

            Assert.True(status is 200 or 400 or 414, $"{path} {filter[..Math.Min(60, filter.Length)]} -> {status}");
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Soon);
        }
    }

    [Fact]
    public async Task Order_AndPages_MadeToHarm_AreRefused()
    {
        foreach (var (field, value) in new (string, JsonNode)[]
        {
            ("order_by", new JsonArray([.. Enumerable.Range(0, 100).Select(i => (JsonNode)$"metrics.m{i}")])), ("order_by", new JsonArray("start_time; DROP TABLE runs")),
            ("order_by", new JsonArray("metrics.`a` DESC, (SELECT 1)")), ("order_by", new JsonArray(new string('x', 100_000) + " up")), ("page_token", "////"),
            ("page_token", Convert.ToBase64String("{\"offset\": -1}"u8.ToArray())), ("page_token", Convert.ToBase64String("{\"offset\": \"1; DROP TABLE runs\"}"u8.ToArray())),
            ("page_token", new string('A', 100_000)), ("max_results", 50_001), ("max_results", 0), ("max_results", long.MaxValue),
        })
        {
            var (status, body) = await bait.Server.PostAsync("runs/search", new JsonObject { ["experiment_ids"] = new JsonArray("0"), [field] = value }.ToJsonString());

            Assert.True(status == 400, $"{field} {value.ToJsonString()[..Math.Min(60, value.ToJsonString().Length)]} -> {status} {body.ToJsonString()}");
        }

        var many = new JsonArray([.. Enumerable.Range(0, 100_000).Select(i => (JsonNode)i.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        var (wide, _) = await bait.Server.PostAsync("runs/search", new JsonObject { ["experiment_ids"] = many }.ToJsonString());
        Assert.Equal(200, wide);
    }

    [Fact]
    public async Task Names_MadeForTheRules_AreJudgedSoon()
    {
        var slashes = new string('/', 100_000) + "!";
        var dots = string.Concat(Enumerable.Repeat("a/../", 40_000)) + "!";
        var spaces = new string(' ', 200_000) + "!";
        foreach (var key in new[] { slashes, dots, spaces, new string('v', 1) + new string('1', 200_000), string.Concat(Enumerable.Repeat("../", 50_000)) })
        {
            var clock = Stopwatch.StartNew();
            var tag = await bait.Server.PostAsync("runs/set-tag", new JsonObject { ["run_id"] = bait.RunId, ["key"] = key, ["value"] = "x" }.ToJsonString());
            var alias = await bait.Server.PostAsync("registered-models/alias", new JsonObject { ["name"] = "bait", ["alias"] = key, ["version"] = "1" }.ToJsonString());

            Assert.Equal((400, 400), (tag.Status, alias.Status));
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Soon);
        }
    }

    [Theory]
    [InlineData("User-Agent")]
    [InlineData("Accept")]
    [InlineData("Accept-Language")]
    [InlineData("Range")]
    [InlineData("Cookie")]
    [InlineData("X-Forwarded-For")]
    [InlineData("Authorization")]
    [InlineData("If-None-Match")]
    public async Task Header_MadeToHarm_IsAnsweredSoon(string header)
    {
        foreach (var value in new[] { new string('a', 20_000), new string('(', 20_000), string.Concat(Enumerable.Repeat("a;q=0.1,", 2000)), string.Concat(Enumerable.Repeat("0-,", 6000)), "bytes=" + string.Concat(Enumerable.Repeat("0-1,", 4000)) })
        {
            foreach (var target in new[] { "/", $"/get-artifact?run_id={bait.RunId}&path=notes.txt", "/api/2.0/mlflow/experiments/get?experiment_id=0" })
            {
                var clock = Stopwatch.StartNew();
                var (status, body) = await RawHttp.SendAsync(bait.Server.Address, "GET", target, $"{header}: {value}\r\n");

                Assert.True(status is 200 or 206 or 304 or 400 or 401 or 406 or 416 or 431, $"{header} {target} -> {status} {body}");
                Assert.InRange(clock.Elapsed, TimeSpan.Zero, Soon);
            }
        }
    }
}
