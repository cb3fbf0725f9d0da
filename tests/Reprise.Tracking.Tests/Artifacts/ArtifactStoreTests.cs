using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;

namespace Reprise.Tracking.Tests.Artifacts;

public sealed class ArtifactStoreTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Own => Path.Combine(_home.Folder, "artifacts");

    private string Allowed => Path.Combine(_home.Folder, "allowed");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("mlflow-artifacts:/1/run/artifacts")]
    [InlineData("mlflow-artifacts:///1/run/artifacts")]
    [InlineData("mlflow-artifacts:/1/run/artifacts/")]
    public async Task Write_OwnScheme_LiesInTheStoresFolder(string root)
    {
        await Store().WriteTextAsync(root, "a/f.txt", "x", Token);

        Assert.True(File.Exists(Path.Combine(Own, "1", "run", "artifacts", "a", "f.txt")));
        Assert.Equal([new ArtifactInfo("a/f.txt", false, 1)], await Store().ListAsync(root, "a", Token));
    }

    [Fact]
    public async Task Write_AllowedRoot_IsReachedByPathAndUri()
    {
        await Store(Allowed).WriteTextAsync($"{Allowed}/exp 1/run", "f", "x", Token);

        Assert.Equal("x", await Store(Allowed).ReadTextAsync($"file://{Allowed}/exp%201/run", "f", Token));
        Assert.Equal("x", await Store(Allowed).ReadTextAsync(Allowed, "exp 1/run/f", Token));
    }

    [Fact]
    public async Task Write_PathIntoTheOwnFolder_IsTheSameFile()
    {
        await Store().WriteTextAsync("mlflow-artifacts:/1", "f", "x", Token);

        Assert.Equal("x", await Store().ReadTextAsync(Path.Combine(Own, "1"), "f", Token));
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("file:///etc")]
    [InlineData("/")]
    public async Task Any_RootOutsideTheAllowedOnes_IsRefused(string root)
    {
        var refusal = await Assert.ThrowsAsync<RepriseException>(() => Store(Allowed).ListAsync(root, cancellationToken: Token));

        Assert.Equal(ErrorCode.PermissionDenied, refusal.Code);
        Assert.Contains(Allowed, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_RootBesideAnAllowedOne_IsRefused()
    {
        var store = Store(Allowed);

        await Assert.ThrowsAsync<RepriseException>(() => store.ListAsync(Allowed + "-not", cancellationToken: Token));
        await Assert.ThrowsAsync<RepriseException>(() => store.ListAsync($"{Allowed}/../x", cancellationToken: Token));
        await Assert.ThrowsAsync<RepriseException>(() => store.ListAsync($"file://{Allowed}/%2e%2e/x", cancellationToken: Token));
    }

    [Theory]
    [InlineData("mlflow-artifacts:/../x", ErrorCode.InvalidParameterValue)]
    [InlineData("mlflow-artifacts:/1/%2e%2e/x", ErrorCode.InvalidParameterValue)]
    [InlineData("mlflow-artifacts://other-server:5000/1", ErrorCode.InvalidParameterValue)]
    [InlineData("file://other-machine/share", ErrorCode.InvalidParameterValue)]
    [InlineData("s3://bucket/x", ErrorCode.PermissionDenied)]
    [InlineData("wasbs://box@account1.blob.core.windows.net/x", ErrorCode.PermissionDenied)]
    [InlineData("s3://user:secret@bucket/x", ErrorCode.InvalidParameterValue)]
    [InlineData("gs://bucket/x", ErrorCode.NotImplemented)]
    public async Task Any_RootOutOfReach_IsRefused(string root, ErrorCode code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RepriseException>(() => Store().ListAsync(root, cancellationToken: Token))).Code);

    private ArtifactStore Store(params string[] allowed) => new(ArtifactRoots.Of(Own, allowed, TimeProvider.System));
}
