using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Search;

/// <summary>Rules that all searches share.</summary>
internal static class SearchRules
{
    public static void ValidateMaxResults(int maxResults, int limit)
    {
        if (maxResults < 1)
        {
            throw Invalid.Parameter(FormattableString.Invariant($"Invalid value {maxResults} for parameter 'max_results' supplied. It must be a positive integer"));
        }

        if (maxResults > limit)
        {
            throw Invalid.Parameter(FormattableString.Invariant($"Invalid value {maxResults} for parameter 'max_results' supplied. It must be at most {limit}"));
        }
    }
}
