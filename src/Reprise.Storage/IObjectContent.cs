namespace Reprise.Storage;

/// <summary>Implemented by streams of <see cref="IObjectStore.OpenReadAsync"/>: what object, in which version, is being read.</summary>
public interface IObjectContent
{
    /// <summary>The object as it was when it was opened; its size is the stream's length.</summary>
    ObjectEntry Entry { get; }
}
