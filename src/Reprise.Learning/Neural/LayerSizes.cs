using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Reprise.Learning.Neural;

/// <summary>Units per hidden layer, from the input on; written <c>[100, 50]</c>. Equal by value; immutable.</summary>
[CollectionBuilder(typeof(LayerSizes), nameof(Of))]
public sealed class LayerSizes : IReadOnlyList<int>, IEquatable<LayerSizes>
{
    private readonly int[] _sizes;

    private LayerSizes(int[] sizes) => _sizes = sizes;

    /// <summary>Number of hidden layers.</summary>
    public int Count => _sizes.Length;

    /// <summary>Units of a layer.</summary>
    public int this[int index] => _sizes[index];

    /// <summary>Layers of these sizes, each at least 1 (checked in <c>Fit</c>); none for a linear model.</summary>
    public static LayerSizes Of(params ReadOnlySpan<int> sizes) => new(sizes.ToArray());

    /// <inheritdoc/>
    public bool Equals(LayerSizes? other) => other is not null && _sizes.AsSpan().SequenceEqual(other._sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LayerSizes);

    /// <inheritdoc/>
    public override int GetHashCode() => _sizes.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_sizes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
