namespace Reprise.Testing.Estimators;

/// <summary>Collects what is broken, in words.</summary>
internal sealed class CheckLog(string estimator)
{
    private readonly List<string> _failures = [];

    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Notes a failure unless a rule holds.</summary>
    public void Expect(bool holds, string rule)
    {
        if (!holds)
        {
            _failures.Add($"{estimator}: {rule}");
        }
    }

    /// <summary>Notes a failure unless the action throws <see cref="ArgumentException"/> whose message has <paramref name="words"/>.</summary>
    public void Refuses(string what, string words, Action action)
    {
        try
        {
            action();
            Expect(false, $"accepts {what}; it must throw an ArgumentException whose message says '{words}'.");
        }
        catch (ArgumentException e)
        {
            Expect(
                e.Message.Contains(words, StringComparison.Ordinal), $"refuses {what} with '{e.Message}', which does not say '{words}'.");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Expect(false, $"answers {what} with {e.GetType().Name} '{e.Message}'; it must throw an ArgumentException.");
        }
    }

    /// <summary>Notes a failure unless the action throws <see cref="OperationCanceledException"/>.</summary>
    public void Cancels(string what, Action action)
    {
        try
        {
            action();
            Expect(false, $"{what} runs to its end although the token is cancelled.");
        }
        catch (OperationCanceledException)
        {
            // As it must.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Expect(false, $"{what} with a cancelled token throws {e.GetType().Name} '{e.Message}', not OperationCanceledException.");
        }
    }

    /// <summary>Runs one check; an exception in it is a failure of its own, and the other checks go on.</summary>
    public void Check(string name, Action check)
    {
        try
        {
            check();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Expect(false, $"{name} ends in {e.GetType().Name} '{e.Message}'.");
        }
    }
}
