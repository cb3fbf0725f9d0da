using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reprise.Studio.Urls;

namespace Reprise.Studio.Experiments;

/// <summary>What the list of experiments is sorted by.</summary>
internal enum ExperimentSort
{
    Activity,
    Name,
    Runs,
    Created,
}

/// <summary>The state of the experiments page, as its address says it.</summary>
internal sealed record ExperimentsUrl
{
    /// <summary>Part of a name, in any case.</summary>
    public string Search { get; init; } = "";

    /// <summary>Whether the bin is shown.</summary>
    public bool Deleted { get; init; }

    /// <summary>Newest activity first by default.</summary>
    public ExperimentSort Sort { get; init; }

    /// <summary>Whether the sort's own direction (newest, most, A to Z) is turned round.</summary>
    public bool Reversed { get; init; }

    /// <summary>1-based.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Reads an address; what it does not understand falls back to the default.</summary>
    public static ExperimentsUrl Parse(IQueryCollection query)
    {
        var sort = query["sort"].ToString();
        var reversed = sort.StartsWith('-');
        return new ExperimentsUrl
        {
            Search = query["q"].ToString().Trim(),
            Deleted = query["view"] == "deleted",
            Sort = Enum.TryParse<ExperimentSort>(reversed ? sort[1..] : sort, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : default,
            Reversed = reversed,
            Page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1,
        };
    }

    /// <summary>The same page sorted by another column, or the other way round when it already is.</summary>
    public ExperimentsUrl SortedBy(ExperimentSort sort) => this with { Sort = sort, Reversed = sort == Sort && !Reversed, Page = 1 };

    /// <summary>The value of <c>sort</c> in the address; empty for the default.</summary>
    public string SortText =>
        Sort == ExperimentSort.Activity && !Reversed ? "" : (Reversed ? "-" : "") + Sort.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public override string ToString() =>
        Link.To()
            .With("q", Search)
            .With("view", Deleted ? "deleted" : null)
            .With("sort", SortText)
            .With("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null)
            .ToString();
}
