using Reprise.Core.Errors;
using Reprise.Tracking.Webhooks;

namespace Reprise.Tracking.Tests.Webhooks;

public sealed class WebhookSecretsTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    private string KeyFile => Path.Combine(_home.Folder, "keys", "webhooks.key");

    [Theory]
    [InlineData("s3cret")]
    [InlineData("şifre ✓")]
    public void Encrypt_Secret_ComesBackInAnotherProcess(string secret)
    {
        var kept = new WebhookSecrets(KeyFile).Encrypt(secret, "a");

        Assert.DoesNotContain(secret, kept, StringComparison.Ordinal);
        Assert.Equal(secret, new WebhookSecrets(KeyFile).Decrypt(kept, "a"));
        Assert.NotEqual(kept, new WebhookSecrets(KeyFile).Encrypt(secret, "a"));
    }

    [Fact]
    public void Encrypt_LongestSecret_FitsTheColumn() =>
        Assert.InRange(new WebhookSecrets(KeyFile).Encrypt(new string('x', WebhookRules.MaxSecretBytes), new string('a', 32)).Length, 1, 1000);

    [Fact]
    public void Decrypt_OtherRowOrKeyOrText_IsRefused()
    {
        var kept = new WebhookSecrets(KeyFile).Encrypt("s3cret", "a");

        Refused(kept, "b");
        Refused(kept[..20] + (kept[20] == 'A' ? 'B' : 'A') + kept[21..], "a");
        Refused("gAAAAABmlflow", "a");
        Refused("reprise1:", "a");
        Refused("reprise1:***", "a");
        File.Delete(KeyFile);
        Refused(kept, "a");
    }

    [Fact]
    public void Key_File_IsTheOwnersOnly()
    {
        new WebhookSecrets(KeyFile).Encrypt("x", "a");

        Assert.Equal(32, new FileInfo(KeyFile).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }

        Assert.Equal(["webhooks.key"], Directory.GetFiles(Path.GetDirectoryName(KeyFile)!).Select(Path.GetFileName));
    }

    [Fact]
    public void Key_FileCutShort_IsSaid()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        File.WriteAllBytes(KeyFile, new byte[5]);

        var refusal = Assert.Throws<RepriseException>(() => new WebhookSecrets(KeyFile).Encrypt("x", "a"));

        Assert.Contains("must hold 32 bytes and holds 5", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private void Refused(string kept, string id) =>
        Assert.Equal(ErrorCode.InvalidState, Assert.Throws<RepriseException>(() => new WebhookSecrets(KeyFile).Decrypt(kept, id)).Code);
}
