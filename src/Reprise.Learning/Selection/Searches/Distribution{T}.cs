using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection.Searches;

/// <summary>Draws values of a parameter. Make one with <see cref="Distribution"/>, or from a function of a generator.</summary>
/// <param name="Draw">A value from a generator, and from nothing else.</param>
public sealed record Distribution<TValue>(Func<Rng, TValue> Draw);
