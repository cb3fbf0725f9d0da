using System.Globalization;
using Reprise.Tracking.Access;

namespace Reprise.Tracking.Search;

/// <summary>The condition that keeps a search to what its caller may see.</summary>
internal static class VisibleFilter
{
    /// <summary>Experiments by id.</summary>
    public static string Experiments(VisibleKeys? visible, string column, SqlParameters parameters) => visible is null
        ? "1 = 1"
        : In(visible.Others, column, parameters.Add(parameters.Dialect.List(visible.Exceptions.SelectMany(Number))), parameters);

    /// <summary>Registered models by name.</summary>
    public static string Models(VisibleKeys? visible, string column, SqlParameters parameters) => visible is null
        ? "1 = 1"
        : In(visible.Others, column, parameters.Add(parameters.Dialect.List(visible.Exceptions)), parameters);

    private static string In(bool others, string column, string list, SqlParameters parameters) =>
        others ? parameters.Dialect.NotIn(column, list) : parameters.Dialect.In(column, list);

    private static IEnumerable<long> Number(string key) => long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? [id] : [];
}
