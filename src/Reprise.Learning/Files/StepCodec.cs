namespace Reprise.Learning.Files;

/// <summary>How one type of fitted step is written and read. The name is part of the file format: never changed, never reused.</summary>
internal sealed record StepCodec(string Name, Type Type, Action<object, StepWriter> Write, Func<StepReader, object> Read)
{
    /// <summary>A codec for <typeparamref name="T"/>.</summary>
    public static StepCodec For<T>(string name, Action<T, StepWriter> write, Func<StepReader, T> read)
        where T : class =>
        new(name, typeof(T), (step, writer) => write((T)step, writer), read);
}
