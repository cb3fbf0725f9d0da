using Microsoft.Data.Sqlite;
using Reprise.Core.Errors;
using Reprise.Testing;
using Reprise.Tracking.Access;

namespace Reprise.Tracking.Tests.Access;

public sealed class AccessStoresTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accounts_PasswordChanged_OnlyTheNewOneIsRight()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var accounts = client.Access.Accounts;
        await accounts.CreateAsync("çağrı", ActorKind.User, "first password", cancellationToken: Token);
        var session = await client.Access.Sessions.OpenAsync("çağrı", TimeSpan.FromDays(1), Token);

        var before = await accounts.VerifyAsync("çağrı", "first password", Token);
        await accounts.SetPasswordAsync("çağrı", "second password", Token);

        Assert.Equal("çağrı", before?.Name);
        Assert.Null(await accounts.VerifyAsync("çağrı", "first password", Token));
        Assert.Equal("çağrı", (await accounts.VerifyAsync("çağrı", "second password", Token))?.Name);
        Assert.Null(await accounts.VerifyAsync("nobody", "second password", Token));
        Assert.Null(await client.Access.Sessions.FindAsync(session, Token));
    }

    [Theory]
    [InlineData("", "long enough", "A user's name")]
    [InlineData("a:b", "long enough", "A user's name")]
    [InlineData("line\nbreak", "long enough", "A user's name")]
    [InlineData("-option", "long enough", "A user's name")]
    [InlineData("short", "1234567", "A password has 8 to 1024 characters. Got 7.")]
    public async Task Accounts_CreateAgainstARule_SaysTheRule(string name, string password, string rule)
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();

        var refusal = await Assert.ThrowsAsync<RepriseException>(() => client.Access.Accounts.CreateAsync(name, ActorKind.User, password, cancellationToken: Token));

        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.Code);
        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_LastAdministrator_Stays()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var accounts = client.Access.Accounts;
        var password = await client.Access.EnsureAdminAsync(Token);

        var deleted = await Assert.ThrowsAsync<RepriseException>(() => accounts.DeleteAsync("admin", Token));
        var demoted = await Assert.ThrowsAsync<RepriseException>(() => accounts.SetAdminAsync("admin", false, Token));
        var taken = await Assert.ThrowsAsync<RepriseException>(() => accounts.CreateAsync("Admin", ActorKind.ServiceAccount, null, cancellationToken: Token));

        Assert.Contains("last administrator", deleted.Message, StringComparison.Ordinal);
        Assert.Equal(deleted.Message, demoted.Message);
        Assert.Equal(ErrorCode.ResourceAlreadyExists, taken.Code);
        Assert.Null(await client.Access.EnsureAdminAsync(Token));
        Assert.True((await accounts.VerifyAsync("admin", password!, Token))?.IsAdmin);
    }

    [Fact]
    public async Task Keys_UntilRevokedOrExpired_OpenTheirAccount()
    {
        using var home = new TemporaryHome();
        var time = new DistinctTime();
        await using var client = await home.OpenAsync(time);
        await client.Access.Accounts.CreateAsync("robot", ActorKind.ServiceAccount, null, cancellationToken: Token);
        var (key, secret) = await client.Access.Keys.CreateAsync("robot", "nightly", cancellationToken: Token);
        var (_, shortLived) = await client.Access.Keys.CreateAsync("robot", "", TimeSpan.FromMilliseconds(1), Token);

        var used = await client.Access.Keys.VerifyAsync(secret, Token);
        var wrong = await client.Access.Keys.VerifyAsync(secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A'), Token);
        _ = (time.GetUtcNow(), time.GetUtcNow(), time.GetUtcNow());   // each a millisecond later
        var expired = await client.Access.Keys.VerifyAsync(shortLived, Token);
        await client.Access.Keys.RevokeAsync(secret, Token);

        Assert.Equal(("robot", key.Prefix), (used?.Account.Name, used?.Key.Prefix));
        Assert.Null(wrong);
        Assert.Null(expired);
        Assert.Null(await client.Access.Keys.VerifyAsync(secret, Token));
        var listed = (await client.Access.Keys.ListAsync("robot", Token)).Single(listed => listed.Prefix == key.Prefix);
        Assert.NotNull(listed.LastUsedAt);
        Assert.NotNull(listed.RevokedAt);
    }

    [Fact]
    public async Task Database_AfterAllKindsOfSecrets_HoldsNoneInClear()
    {
        using var home = new TemporaryHome();
        string[] secrets;
        await using (var client = await home.OpenAsync())
        {
            var password = (await client.Access.EnsureAdminAsync(Token))!;
            var (_, key) = await client.Access.Keys.CreateAsync("admin", cancellationToken: Token);
            secrets = [password, key, key[17..], await client.Access.Sessions.OpenAsync("admin", TimeSpan.FromDays(1), Token)];
        }

        SqliteConnection.ClearAllPools();
        var bytes = string.Concat(await Task.WhenAll(Directory.GetFiles(home.Folder, "mlflow.db*").Select(file => File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, Token))));

        Assert.All(secrets, secret => Assert.DoesNotContain(secret, bytes, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accounts_Deleted_LeaveNothingToTheNextOfTheName()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var access = client.Access;
        await access.Accounts.CreateAsync("ada", ActorKind.User, "long enough", cancellationToken: Token);
        await access.Roles.CreateAsync("team", cancellationToken: Token);
        await access.Roles.AddAccountAsync("team", "ada", Token);
        await access.Grants.SetAsync(new Grant(Subject.Of("ada"), Resource.Experiment("0"), Permission.Manage), Token);
        await access.Grants.SetAsync(new Grant(Subject.Role("team"), Resource.Model("m"), Permission.Edit), Token);
        var (_, secret) = await access.Keys.CreateAsync("ada", cancellationToken: Token);
        var before = await access.Grants.OfCallerAsync("ada", [], Token);

        await access.Accounts.DeleteAsync("ada", Token);
        await access.Accounts.CreateAsync("ada", ActorKind.User, "long enough", cancellationToken: Token);

        Assert.Equal(2, before.Grants.Count);
        Assert.Empty((await access.Grants.OfCallerAsync("ada", [], Token)).Grants);
        Assert.Null(await access.Keys.VerifyAsync(secret, Token));
    }
}
