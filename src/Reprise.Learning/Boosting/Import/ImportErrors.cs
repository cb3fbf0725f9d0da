using Reprise.Core.Errors;

namespace Reprise.Learning.Boosting.Import;

/// <summary>How another library's model file is refused.</summary>
internal static class ImportErrors
{
    /// <summary>The file is not what the library writes.</summary>
    public static RepriseException Damaged(string library, string file, string where, string rule, string value) =>
        new(
            ErrorCode.DataLoss,
            $"The {library} model '{file}' cannot be read: {where} {rule}. Got {Shortened(value)}. It is damaged or no {library} model; save it again.");

    /// <summary>The file is sound, and asks for what is not offered.</summary>
    public static RepriseException NotOffered(string library, string file, string where, string rule, string value) =>
        new(ErrorCode.NotImplemented, $"The {library} model '{file}' cannot be used: {where} {rule}. Got {Shortened(value)}.");

    private static string Shortened(string value) => value.Length == 0 ? "nothing" : value.Length <= 60 ? value : value[..60] + "…";
}
