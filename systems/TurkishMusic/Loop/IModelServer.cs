namespace TurkishMusic.Loop;

/// <summary>A server that answers for a model until it is disposed.</summary>
public interface IModelServer : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    Uri Address { get; }
}

/// <summary>Starts a server for a model URI on a free port. The host of the loop provides it: systems know no server.</summary>
public delegate Task<IModelServer> StartModelServer(string modelUri, CancellationToken cancellationToken);
