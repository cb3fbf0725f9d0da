namespace Reprise.Flows.Gates;

/// <summary>Rules a model must satisfy, all of them, before it goes live. Immutable and pure.</summary>
public sealed record QualityGate
{
    private readonly IReadOnlyList<GateRule> _rules;

    /// <summary>A gate of at least one rule.</summary>
    /// <exception cref="ArgumentException">There is no rule, so everything would pass.</exception>
    public QualityGate(params IReadOnlyList<GateRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Count == 0)
        {
            throw new ArgumentException("A gate without a rule would let everything pass; give it at least one.", nameof(rules));
        }

        _rules = [.. rules];
    }

    /// <summary>The rules, in the order they are checked and reported.</summary>
    public IReadOnlyList<GateRule> Rules => _rules;

    /// <summary>Checks every rule, also after one failed, so that the verdict names all reasons at once.</summary>
    /// <param name="candidate">The model that asks to pass.</param>
    /// <param name="production">The model that is live now, or null.</param>
    public GateVerdict Judge(GateSubject candidate, GateSubject? production = null)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return new GateVerdict([.. _rules.Select(rule => rule.Check(candidate, production))]);
    }
}
