using System.Text.Json;
using Reprise.Core.Randomness;

namespace Reprise.Core.Tests.Randomness;

/// <summary>Against streams of numpy.random.RandomState(42), NumPy 1.24.2, exactly.</summary>
public sealed class NumpyRandomTests
{
    private static readonly JsonElement Golden = Load();

    [Fact]
    public void NextUInt32_FromSeed42_GivesTheReferenceStream()
    {
        var random = new NumpyRandom(42);

        Assert.Equal(
            Golden.GetProperty("randint_uint32_first10_seed42").EnumerateArray().Select(value => value.GetUInt32()),
            Enumerable.Range(0, 10).Select(_ => random.NextUInt32()));
    }

    [Fact]
    public void NextDouble_FromSeed42_GivesTheReferenceStream()
    {
        var random = new NumpyRandom(42);

        Assert.Equal(
            Golden.GetProperty("random_sample_seed42").EnumerateArray().Select(value => value.GetDouble()),
            Enumerable.Range(0, 10).Select(_ => random.NextDouble()));
    }

    [Theory]
    [InlineData("randint100_seed42", 100, 20)]
    [InlineData("choice_replace_seed42", 10, 15)]
    public void NextInt32_FromSeed42_GivesTheReferenceStream(string key, int limit, int count)
    {
        var random = new NumpyRandom(42);

        Assert.Equal(
            Golden.GetProperty(key).EnumerateArray().Select(value => value.GetInt32()), Enumerable.Range(0, count).Select(_ => random.NextInt32(limit)));
    }

    [Theory]
    [InlineData("permutation20_seed42", 20)]
    [InlineData("permutation1000_seed42", 1000)]
    public void Permutation_FromSeed42_GivesTheReferenceOrder(string key, int count) =>
        Assert.Equal(Golden.GetProperty(key).EnumerateArray().Select(value => value.GetInt32()), new NumpyRandom(42).Permutation(count));

    [Fact]
    public void NextInt32_BelowOne_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumpyRandom(0).NextInt32(0));

    private static JsonElement Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Randomness", "numpy_randomstate.json")));
        return document.RootElement.Clone();
    }
}
