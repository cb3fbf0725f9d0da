using Microsoft.AspNetCore.Http;
using Reprise.Studio.Urls;

namespace Reprise.Studio.Models;

/// <summary>The state of the list of registered models, as its address says it.</summary>
internal sealed record ModelsUrl
{
    /// <summary>Part of a name, in any case.</summary>
    public string Search { get; init; } = "";

    /// <summary>Whether the latest changes come first instead of the alphabet.</summary>
    public bool Newest { get; init; }

    /// <summary>The store's tokens of the pages walked so far: the last one is the page shown, none is the first page.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    public static ModelsUrl Parse(IQueryCollection query) => new()
    {
        Search = query["q"].ToString().Trim(),
        Newest = query["sort"] == "updated",
        Pages = query["page"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries),
    };

    /// <inheritdoc/>
    public override string ToString() =>
        Link.To("models").With("q", Search).With("sort", Newest ? "updated" : null).With("page", string.Join(',', Pages)).ToString();
}
