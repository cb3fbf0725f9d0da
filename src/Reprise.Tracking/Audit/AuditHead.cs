using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Audit;

/// <summary>The last record of the trail: its number and hash. Kept elsewhere, it shows later that nothing up to it was changed or cut off.</summary>
/// <param name="Sequence">Number of the record; 0 for an empty trail.</param>
/// <param name="Hash">Its hash; 64 zeros for an empty trail.</param>
public readonly record struct AuditHead(long Sequence, string Hash)
{
    /// <summary>Digits of a hash.</summary>
    internal const int HashLength = 64;

    /// <summary>The head of a trail without records.</summary>
    public static AuditHead Empty { get; } = new(0, new string('0', HashLength));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: the text is no head.</exception>
    public static AuditHead Parse(string text) => TryParse(text, out var head)
        ? head
        : throw Invalid.Parameter($"'{text}' is not the head of an audit trail. It is a number, a colon and 64 hexadecimal digits, as `reprise audit head` prints it.");

    /// <summary>Reads what <see cref="ToString"/> writes; false when it is something else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AuditHead head)
    {
        var parts = text?.Trim().Split(':') ?? [];
        if (parts is [var number, { Length: HashLength } hash] && hash.All(char.IsAsciiHexDigit)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            head = new AuditHead(sequence, hash.ToLowerInvariant());
            return true;
        }

        head = Empty;
        return false;
    }

    /// <summary><c>123:9f86d0…</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Hash}");
}
