namespace Reprise.Testing.Conformance;

/// <summary>
/// One promise of a contract, checked against an implementation: <see cref="RunAsync"/> ends well or throws <see cref="ConformanceException"/>.
/// A check makes what it needs under names of its own, so that checks may share one implementation in any order.
/// </summary>
/// <param name="Name">Member, scenario and outcome.</param>
/// <param name="RunAsync">The check.</param>
public sealed record ConformanceCheck<T>(string Name, Func<T, CancellationToken, Task> RunAsync)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Lists of <see cref="ConformanceCheck{T}"/>.</summary>
public static class ConformanceCheck
{
    /// <summary>Checks named by their methods.</summary>
    public static IReadOnlyList<ConformanceCheck<T>> Of<T>(params IReadOnlyList<Func<T, CancellationToken, Task>> checks) =>
        [.. checks.Select(check => new ConformanceCheck<T>(check.Method.Name, check))];
}
