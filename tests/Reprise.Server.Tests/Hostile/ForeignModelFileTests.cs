using System.Diagnostics;
using System.Text;

namespace Reprise.Server.Tests.Hostile;

/// <summary>Model directories that anyone logged: nothing in them is executed, expanded or believed.</summary>
[Trait("Culture", "none")]
public sealed class ForeignModelFileTests(HostileServer bait)
{
    // A pickle that would run `touch owned` where something loaded it.
    private const string Pickle = "cos\nsystem\n(S'touch /tmp/reprise-hostile-owned'\ntR.";


    public static TheoryData<string, string> Descriptions => new()
    {
        { "pickle", "flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n    model_path: model.pkl\n    env: {}\n  sklearn:\n    pickled_model: model.pkl\n" },
        { "module", "flavors:\n  python_function:\n    loader_module: os\n    data: model.pkl\n    code: code\n" },
        { "model-file", Naming("../../../../../../secret.txt") },
        { "absolute", Naming("/etc/passwd") },
        { "pickle-as-model", Naming("model.pkl") },
        { "python-tag", "flavors: !!python/object/apply:os.system ['touch /tmp/reprise-hostile-owned']\n" },
        { "dotnet-tag", "flavors: !System.Diagnostics.Process {StartInfo: {FileName: touch}}\n" },
        { "aliases", "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nflavors: *c\n" },
        { "recursion", "flavors: &f\n  reprise: *f\n" },
        { "merge", "<<: {a: b}\nflavors: {}\n" },
        { "deep", "flavors: " + new string('[', 50_000) },
        { "deep-map", "flavors: " + string.Concat(Enumerable.Repeat("{a: ", 20_000)) },
        { "documents", "flavors: {}\n---\nflavors: {}\n" },
        { "keys", "flavors: {reprise: {}, reprise: {}}\n" },
        { "large", "flavors: {}\nnote: " + new string('x', 3 << 20) },
        { "binary", "\u0001\u0002\u0000\u0003" },
        { "empty", "" },
    };

    [Theory]
    [MemberData(nameof(Descriptions))]
    public async Task Model_MadeToHarm_IsRefusedAndNotLoaded(string name, string description)
    {
        await PutAsync($"{name}/MLmodel", description);
        await PutAsync($"{name}/model.pkl", Pickle);
        await PutAsync($"{name}/code/os.py", "import os; os.system('touch /tmp/reprise-hostile-owned')");
        var clock = Stopwatch.StartNew();

        var (status, body) = await RawHttp.SendAsync(
            bait.Server.Address, "POST", $"/api/v1/predict?model=runs:/{bait.RunId}/{name}", "Content-Type: application/json\r\n", "{\"a\":1}");
        var (page, _) = await RawHttp.SendAsync(bait.Server.Address, "GET", $"/runs/{bait.RunId}?tab=artifacts&path={name}/MLmodel");

        Assert.True(status is 400 or 404, $"{status} {body}");
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        Assert.DoesNotContain("the secret", body, StringComparison.Ordinal);
        Assert.Equal(200, page);
        Assert.False(File.Exists("/tmp/reprise-hostile-owned"));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Archives_AreNeverUnpacked()
    {
        // A zip and a tar with a member ../../owned.txt: kept as files, listed as files.
        await PutAsync("packed/slip.zip", "PK\u0003\u0004../../owned.txt");
        await PutAsync("packed/slip.tar", "../../owned.txt" + new string('\0', 497));

        var (status, body) = await RawHttp.SendAsync(bait.Server.Address, "GET", $"/api/2.0/mlflow/artifacts/list?run_id={bait.RunId}&path=packed");

        Assert.Equal(200, status);
        Assert.Equal(2, body.Split("\"path\"").Length - 1);
    }

    private static string Naming(string file) => $"flavors:\n  reprise:\n    model_file: {file}\n    sha256: {new string('0', 64)}\n    format: 1\n";

    private async Task PutAsync(string path, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        using var answer = await bait.Server.Http.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/0/{bait.RunId}/artifacts/{path}", content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
