namespace Reprise.Tracking.Wire;

/// <summary>Lists between domain and wire: an empty list is left out of a message.</summary>
internal static class WireLists
{
    /// <summary>The converted items; null when there are none.</summary>
    public static IReadOnlyList<TWire>? ToWire<T, TWire>(this IReadOnlyList<T> items, Func<T, TWire> convert) =>
        items.Count == 0 ? null : [.. items.Select(convert)];

    /// <summary>The converted items; none when the message left them out.</summary>
    public static IReadOnlyList<T> FromWire<TWire, T>(this IReadOnlyList<TWire>? items, Func<TWire, T> convert) =>
        items is null ? [] : [.. items.Select(convert)];
}
