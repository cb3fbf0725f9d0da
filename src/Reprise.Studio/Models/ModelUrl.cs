using Microsoft.AspNetCore.Http;
using Reprise.Studio.Urls;

namespace Reprise.Studio.Models;

/// <summary>The state of a registered model's page, as its address says it.</summary>
internal sealed record ModelUrl
{
    public required string Name { get; init; }

    /// <summary>The store's tokens of the pages walked so far: the last one is the page shown, none is the first page.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    public static ModelUrl Parse(string name, IQueryCollection query) =>
        new() { Name = name, Pages = query["page"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries) };

    /// <inheritdoc/>
    public override string ToString() => Link.To("models", Name).With("page", string.Join(',', Pages)).ToString();
}
