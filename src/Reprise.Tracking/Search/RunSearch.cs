using Dapper;
using Reprise.Core.Errors;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Sqlite;

namespace Reprise.Tracking.Search;

/// <summary>Turns a query for runs into SQL.</summary>
internal static class RunSearch
{
    public static SearchSelect Compile(RunQuery query)
    {
        SearchRules.ValidateMaxResults(query.MaxResults, Limits.Page);
        if (!string.IsNullOrWhiteSpace(query.Filter) || query.OrderBy.Count > 0)
        {
            throw new RepriseException(ErrorCode.NotImplemented, "Filter and order are not offered for runs.");
        }

        var ids = query.ExperimentIds.Select(id => ExperimentRules.TryParse(id, out var number)
            ? number
            : throw Invalid.Parameter($"Invalid experiment ID: '{id}'. Experiment ids are decimal integers."));
        var parameters = new DynamicParameters();
        parameters.Add("experiments", SqliteLists.Json(ids));
        parameters.Add("stages", SqliteLists.Json(Lifecycles.Of(query.View)));
        return new SearchSelect(
            $"""
            SELECT {RunRow.Columns} FROM runs r
            WHERE r.experiment_id IN ({SqliteLists.Of("experiments")}) AND r.lifecycle_stage IN ({SqliteLists.Of("stages")})
            ORDER BY r.start_time DESC NULLS LAST, r.run_uuid
            """,
            parameters,
            PageToken.Decode(query.PageToken),
            query.MaxResults);
    }
}
