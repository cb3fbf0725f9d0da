using Reprise.Tracking.Audit;

namespace Reprise.Tracking.Wire;

internal sealed record SearchAuditRequest
{
    public string? Kind { get; init; }

    public string? Name { get; init; }

    public string? Action { get; init; }

    public string? Actor { get; init; }

    public long? Since { get; init; }

    public long? Until { get; init; }

    public int? MaxResults { get; init; }

    public string? PageToken { get; init; }
}

internal sealed record SearchAuditResponse(IReadOnlyList<AuditRecord>? Records, string? NextPageToken);

internal sealed record VerifyAuditRequest(string? Head);

internal sealed record VerifyAuditResponse
{
    public required bool IsWhole { get; init; }

    public required long Checked { get; init; }

    public required string Head { get; init; }

    public string? Problem { get; init; }

    public long? BrokenAt { get; init; }

    public string? Expected { get; init; }

    public string? Actual { get; init; }

    public static VerifyAuditResponse From(AuditVerdict verdict) => new()
    {
        IsWhole = verdict.IsWhole,
        Checked = verdict.Checked,
        Head = verdict.Head.ToString(),
        Problem = verdict.Problem,
        BrokenAt = verdict.BrokenAt,
        Expected = verdict.Expected,
        Actual = verdict.Actual,
    };

    public AuditVerdict ToEntity() => new()
    {
        Checked = Checked,
        Head = AuditHead.Parse(Head),
        Problem = Problem,
        BrokenAt = BrokenAt,
        Expected = Expected,
        Actual = Actual,
    };
}

internal sealed record AuditHeadResponse(string? Head);

internal sealed record RegistryHistoryRequest
{
    public string? Name { get; init; }

    public long? At { get; init; }

    public string? Alias { get; init; }

    public bool? MovesOnly { get; init; }

    public int? MaxResults { get; init; }

    public string? PageToken { get; init; }
}
