namespace Reprise.Learning.Tests;

/// <summary>Every estimator found by reflection writes the same model file whatever the processor offers.</summary>
[Trait("Culture", "none")]
public sealed class SameBytesTests
{
    private static readonly Lazy<IReadOnlyList<string>> Here = new(Fingerprints.Here);

    [Theory]
    [InlineData("DOTNET_PROCESSOR_COUNT=1 DOTNET_EnableAVX512=0 DOTNET_EnableAVX512F=0")]
    [InlineData("DOTNET_EnableAVX2=0")]
    [InlineData("DOTNET_EnableHWIntrinsic=0")]
    public async Task Fit_OnAnotherMachine_GivesTheSameModelFileAndPredictions(string settings) =>
        Assert.Equal(Here.Value, await Fingerprints.ElsewhereAsync(settings, TestContext.Current.CancellationToken));
}
