namespace Reprise.Storage.Remote;

/// <summary>One object on its way into a service: whole, or in parts that become the object together. The service checks the MD5 of every message.</summary>
internal interface IRemoteUpload
{
    /// <summary>Writes all at once.</summary>
    Task PutWholeAsync(ArraySegment<byte> content, CancellationToken cancellationToken);

    /// <summary>Begins an upload in parts of one size, the last of which may be shorter.</summary>
    Task BeginAsync(long partSize, CancellationToken cancellationToken);

    /// <summary>Sends a part, numbered from 1; several at a time.</summary>
    Task PutPartAsync(int number, ArraySegment<byte> content, CancellationToken cancellationToken);

    /// <summary>Makes the parts 1 to <paramref name="parts"/> the object.</summary>
    Task CompleteAsync(int parts, CancellationToken cancellationToken);

    /// <summary>Gives up an upload that was begun; what was sent is forgotten.</summary>
    Task AbortAsync(CancellationToken cancellationToken);
}
