using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Reprise.Studio.Tests;

/// <summary>The query part of an address as a request has it.</summary>
internal static class QueryText
{
    public static IQueryCollection Of(string address) =>
        new QueryCollection(QueryHelpers.ParseQuery(address.Contains('?', StringComparison.Ordinal) ? address[address.IndexOf('?', StringComparison.Ordinal)..] : ""));
}
