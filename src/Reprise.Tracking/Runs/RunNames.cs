using System.Buffers.Binary;
using System.Globalization;

namespace Reprise.Tracking.Runs;

/// <summary>Names for runs that came without one: <c>predicate-noun-N</c>, at most 20 characters.</summary>
internal static class RunNames
{
    private static readonly string[] Predicates =
    [
        "amber", "brave", "bright", "calm", "clear", "clever", "coral", "crisp", "curious", "daring", "deft", "eager", "early", "fair", "fleet",
        "gentle", "golden", "grand", "happy", "hearty", "humble", "jolly", "keen", "kind", "lively", "loyal", "lucid", "lunar", "mellow", "merry",
        "mild", "misty", "nimble", "noble", "patient", "placid", "polite", "proud", "quick", "quiet", "rapid", "rustic", "serene", "sharp", "silent",
        "silver", "smooth", "solar", "spry", "stately", "steady", "still", "sunny", "swift", "tidy", "tuneful", "upbeat", "valiant", "vivid", "warm",
        "wise", "witty", "young", "zesty",
    ];

    private static readonly string[] Nouns =
    [
        "auk", "badger", "bass", "beetle", "bell", "bream", "canary", "cello", "cicada", "clam", "colt", "crane", "cricket", "dove", "drum",
        "eagle", "falcon", "fawn", "ferret", "finch", "flute", "fox", "gecko", "goose", "grouse", "gull", "hare", "harp", "heron", "horn", "ibis",
        "jay", "kite", "koala", "lark", "lemur", "linnet", "loon", "lute", "lynx", "lyre", "magpie", "marten", "newt", "oboe", "otter", "owl",
        "panda", "perch", "piano", "quail", "raven", "robin", "seal", "shrew", "snail", "stoat", "swan", "tern", "toad", "trout", "viola", "vole", "wren",
    ];

    /// <summary>The name for a random id; the same id gives the same name.</summary>
    public static string From(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        var number = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) % 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{Predicates[bytes[10] % Predicates.Length]}-{Nouns[bytes[11] % Nouns.Length]}-{number}");
    }
}
