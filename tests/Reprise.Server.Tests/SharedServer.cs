namespace Reprise.Server.Tests;

/// <summary>One running server for the tests of a class that leave each other alone.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RunningServer.StartAsync(options => options with
    {
        AllowedHosts = ["ml.example.org"],
        AllowedOrigins = ["https://ui.example.org/"],
    });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
