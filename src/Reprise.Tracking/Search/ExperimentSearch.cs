using Dapper;
using Reprise.Core.Errors;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Sqlite;

namespace Reprise.Tracking.Search;

/// <summary>Turns a query for experiments into SQL.</summary>
internal static class ExperimentSearch
{
    public static SearchSelect Compile(ExperimentQuery query)
    {
        SearchRules.ValidateMaxResults(query.MaxResults, Limits.Page);
        if (!string.IsNullOrWhiteSpace(query.Filter) || query.OrderBy.Count > 0)
        {
            throw new RepriseException(ErrorCode.NotImplemented, "Filter and order are not offered for experiments.");
        }

        var parameters = new DynamicParameters();
        parameters.Add("stages", SqliteLists.Json(Lifecycles.Of(query.View)));
        return new SearchSelect(
            $"""
            SELECT {ExperimentRow.Columns} FROM experiments e WHERE e.lifecycle_stage IN ({SqliteLists.Of("stages")})
            ORDER BY e.creation_time DESC NULLS LAST, e.experiment_id
            """,
            parameters,
            PageToken.Decode(query.PageToken),
            query.MaxResults);
    }
}
