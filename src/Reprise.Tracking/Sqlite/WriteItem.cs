using Reprise.Tracking.Database;

namespace Reprise.Tracking.Sqlite;

/// <summary>A piece of work that waits for the writer.</summary>
internal abstract class WriteItem(CancellationToken cancellationToken)
{
    protected CancellationToken CancellationToken => cancellationToken;

    /// <summary>Ends the wait of a caller that gave up before the work began.</summary>
    public abstract bool IsCancelled();

    public abstract void Run(SqlWriter writer);

    /// <summary>Why the work did not succeed by itself; the caller hears of it with the group, when what it refers to is committed.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Tells the caller how the work ended; the group is committed.</summary>
    public void Complete()
    {
        if (Failure is null)
        {
            Succeed();
        }
        else
        {
            Fail(Failure);
        }
    }

    /// <summary>Tells the caller that the work, or the whole group, failed.</summary>
    public abstract void Fail(Exception exception);

    protected abstract void Succeed();
}

/// <inheritdoc cref="WriteItem"/>
internal sealed class WriteItem<T>(Func<SqlWriter, T> work, CancellationToken cancellationToken) : WriteItem(cancellationToken)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Completion => _completion.Task;

    public override bool IsCancelled() => CancellationToken.IsCancellationRequested && _completion.TrySetCanceled(CancellationToken);

    public override void Run(SqlWriter writer) => _result = work(writer);

    protected override void Succeed() => _completion.TrySetResult(_result);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}
