using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reprise.Tracking.Audit;

/// <summary>
/// The hash of a record: SHA-256 over its fields as netstrings (length of the UTF-8 bytes, colon, the bytes, comma), beginning with a name for this way
/// of writing them, in the order of <see cref="Of"/>. docs/audit.md has it in words and a few lines of Python.
/// </summary>
internal static class AuditHash
{
    private const string Form = "reprise-audit-1";

    public static string Of(AuditRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in (ReadOnlySpan<string>)
        [
            Form, record.PreviousHash, Number(record.Sequence), Number(record.Time), record.Actor, record.ActorKind, record.KeyPrefix, record.Action,
            record.Kind, record.Name, record.Detail,
        ])
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            hash.AppendData(Encoding.ASCII.GetBytes(Number(bytes.Length) + ":"));
            hash.AppendData(bytes);
            hash.AppendData(","u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
