using System.Text.Json.Nodes;
using Reprise.Server.Tests.Tracking;

namespace Reprise.Server.Tests.Hostile;

/// <summary>Names that look like other names: of experiments and registered models, which people choose by sight.</summary>
public sealed class MisleadingNameTests(HostileServer bait)
{
    public static TheoryData<string> Misleading => new(
    [
        "pay\u202Edom\u202C", "\u2066abc\u2069", "\u200Fabc", "a\u200Bb", "a\u2060b", "\uFEFFabc", "a\u00ADb", "a\u2028b", "a\u2029b", "a\u0085b", "a\u180Eb", "a\u3164b", "a\u115Fb",
        "a\U000E0041b", " leading", "trailing ", "\u00A0x", "\t", "   ", "\u2003",
    ]);

    [Theory]
    [MemberData(nameof(Misleading))]
    public async Task Name_ThatLooksLikeAnother_IsRefused(string name)
    {
        var body = new JsonObject { ["name"] = name }.ToJsonString();
        var experiment = await bait.Server.PostAsync("experiments/create", body);
        var model = await bait.Server.PostAsync("registered-models/create", body);
        var renamed = await bait.Server.PostAsync("registered-models/rename", new JsonObject { ["name"] = "bait", ["new_name"] = name }.ToJsonString());

        Assert.Equal((400, 400, 400), (experiment.Status, model.Status, renamed.Status));
        Assert.Contains("INVALID_PARAMETER_VALUE", experiment.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_ComposedAndDecomposed_AreTwoNamesKeptAsTheyAre()
    {
        // Nothing is normalised on the way, so no other text can become a name, a path or markup.
        foreach (var name in new[] { "caf\u00E9", "cafe\u0301", "\uFF1Cscript\uFF1E", "\uFF0E\uFF0E\uFF0Fsecret" })
        {
            Assert.Equal(200, (await bait.Server.PostAsync("registered-models/create", new JsonObject { ["name"] = name }.ToJsonString())).Status);
            Assert.Equal(name, (string?)(await bait.Server.GetAsync("registered-models/get?name=" + Uri.EscapeDataString(name))).Body["registered_model"]!["name"]);
        }
    }

    [Theory]
    [InlineData("şarkı sözü ✓")]
    [InlineData("音楽の感情")]
    [InlineData("موسيقى")]
    [InlineData("été")]
    [InlineData("👩‍🔬 lab")]
    [InlineData("می‌خواهم")]
    public async Task Name_OfAnyLanguage_IsTaken(string name)
    {
        var body = new JsonObject { ["name"] = name }.ToJsonString();

        Assert.Equal(200, (await bait.Server.PostAsync("experiments/create", body)).Status);
        Assert.Equal(200, (await bait.Server.PostAsync("registered-models/create", body)).Status);
        Assert.Equal(200, (await bait.Server.GetAsync("registered-models/get?name=" + Uri.EscapeDataString(name))).Status);
    }
}
