using Reprise.Tracking.Registry;

namespace Reprise.Tracking.Tests.Search;

public sealed class RegistrySearchTests
{
    [Theory]
    [InlineData(null, "model")]
    [InlineData("tag.`mlflow.prompt.is_prompt` != 'true'", "model")]
    [InlineData("name LIKE '%' AND tag.`mlflow.prompt.is_prompt` != 'true'", "model")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'false'", "model")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'true'", "prompt")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'true' AND name = 'model'", "")]
    public async Task Search_PromptTag_TellsModelsFromPrompts(string? filter, string expected)
    {
        var token = TestContext.Current.CancellationToken;
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        IReadOnlyList<Tag> promptTags = [new Tag("mlflow.prompt.is_prompt", "true")];
        await client.Registry.CreateModelAsync("model", cancellationToken: token);
        await client.Registry.CreateModelAsync("prompt", tags: promptTags, cancellationToken: token);
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = "model", Source = "mlflow-artifacts:/m" }, token);
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = "prompt", Source = "mlflow-artifacts:/p", Tags = promptTags }, token);

        var models = await client.Registry.SearchModelsAsync(new RegistryQuery { Filter = filter }, token);
        var versions = await client.Registry.SearchVersionsAsync(new RegistryQuery { Filter = filter }, token);

        Assert.Equal(expected, string.Join(' ', models.Items.Select(model => model.Name)));
        Assert.Equal(expected, string.Join(' ', versions.Items.Select(version => version.Name)));
    }
}
