using Reprise.Core.Errors;
using Reprise.Core.Files;

namespace Reprise.Core.Tests.Files;

public sealed class RealPathTests : IDisposable
{
    private readonly string _folder = RealPath.Of(Directory.CreateTempSubdirectory("reprise-real-").FullName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Of_LinksOnTheWay_AreFollowed()
    {
        Directory.CreateDirectory(At("real"));
        File.WriteAllText(At("real/a"), "");
        Directory.CreateSymbolicLink(At("folder"), "real");
        File.CreateSymbolicLink(At("real/b"), "a");

        Assert.Equal(At("real/a"), RealPath.Of(At("folder/../folder/b")));
        Assert.Equal(At("real/new/er"), RealPath.Of(At("folder/new/er")));
    }

    [Fact]
    public void Of_LinkToItself_IsRefused()
    {
        File.CreateSymbolicLink(At("loop"), At("loop"));

        Assert.Contains("leads nowhere", Assert.Throws<RepriseException>(() => RealPath.Of(At("loop"))).Message, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
