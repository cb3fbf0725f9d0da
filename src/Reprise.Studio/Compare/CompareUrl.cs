using Microsoft.AspNetCore.Http;
using Reprise.Studio.Urls;

namespace Reprise.Studio.Compare;

/// <summary>The state of the comparison of runs, as its address says it.</summary>
internal sealed record CompareUrl
{
    /// <summary>Runs compared at most; more would not fit beside each other.</summary>
    public const int MostRuns = 12;

    public IReadOnlyList<string> RunIds { get; init; } = [];

    /// <summary>Whether rows in which all runs agree are left out.</summary>
    public bool OnlyDifferences { get; init; }

    public static CompareUrl Parse(IQueryCollection query) => new()
    {
        RunIds = [.. query["run"].OfType<string>().Where(id => id.Length > 0).Distinct()],
        OnlyDifferences = query["rows"] == "different",
    };

    /// <inheritdoc/>
    public override string ToString() =>
        Link.To("compare").With("run", RunIds).With("rows", OnlyDifferences ? "different" : null).ToString();
}
