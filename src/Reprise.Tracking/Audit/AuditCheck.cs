namespace Reprise.Tracking.Audit;

/// <summary>Walks the records in order and stops at the first link that does not hold.</summary>
internal sealed class AuditCheck(AuditHead? kept)
{
    private AuditHead _last = AuditHead.Empty;
    private AuditVerdict? _broken;
    private bool _found = kept is null or { Sequence: 0 };

    /// <summary>Checks the next record; false when it breaks the chain and there is no use in going on.</summary>
    public bool Take(AuditRecord record)
    {
        if (record.Sequence != _last.Sequence + 1)
        {
            return Break(
                record.Sequence,
                FormattableString.Invariant($"Record {_last.Sequence + 1} is missing: after record {_last.Sequence} comes record {record.Sequence}. It was taken out, or another was put in."),
                FormattableString.Invariant($"record {_last.Sequence + 1}"),
                FormattableString.Invariant($"record {record.Sequence}"));
        }

        if (record.PreviousHash != _last.Hash)
        {
            return Break(
                record.Sequence,
                FormattableString.Invariant($"Record {record.Sequence} does not follow record {_last.Sequence}: it names another hash as the one before. One of the two was changed or replaced."),
                _last.Hash,
                record.PreviousHash);
        }

        var hash = AuditHash.Of(record);
        if (record.Hash != hash)
        {
            return Break(
                record.Sequence,
                FormattableString.Invariant($"Record {record.Sequence} ({record.Action} of '{record.Name}') was changed after it was written: its hash is another than its content gives."),
                hash,
                record.Hash);
        }

        _last = new AuditHead(record.Sequence, hash);
        if (kept is { } head && head.Sequence == record.Sequence)
        {
            _found = true;
            if (head.Hash != hash)
            {
                return Break(
                    record.Sequence,
                    FormattableString.Invariant($"Record {record.Sequence} is another than the kept head says: the trail was written anew up to there, or the head is of another database."),
                    head.Hash,
                    hash);
            }
        }

        return true;
    }

    /// <summary>What was found, all records seen.</summary>
    /// <param name="noted">The head that the database notes beside the records.</param>
    public AuditVerdict End(string? noted)
    {
        if (_broken is null && !_found)
        {
            Break(
                null,
                FormattableString.Invariant($"The end was cut off: the kept head is record {kept!.Value.Sequence}, and the trail ends at record {_last.Sequence}."),
                kept.Value.ToString(),
                _last.ToString());
        }

        if (_broken is null && noted != _last.ToString())
        {
            Break(
                null,
                FormattableString.Invariant($"The trail ends at record {_last.Sequence}, and the database notes another end: records were cut off, or the note was changed."),
                noted ?? "",
                _last.ToString());
        }

        return _broken ?? new AuditVerdict { Head = _last, Checked = _last.Sequence };
    }

    private bool Break(long? at, string problem, string expected, string actual)
    {
        _broken = new AuditVerdict { Head = _last, Checked = _last.Sequence, Problem = problem, BrokenAt = at, Expected = expected, Actual = actual };
        return false;
    }
}
