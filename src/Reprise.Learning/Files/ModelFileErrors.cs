using Reprise.Core.Errors;

namespace Reprise.Learning.Files;

/// <summary>How a model file is refused.</summary>
internal static class ModelFileErrors
{
    /// <summary>The bytes are not what <see cref="ModelFile.Save"/> writes.</summary>
    public static RepriseException Corrupt(string place, string problem) =>
        new(ErrorCode.DataLoss, $"The model file '{place}' cannot be read: {problem} It is damaged or no Reprise model; restore it or train again.");

    /// <summary>The file was cut while it was read.</summary>
    public static RepriseException Shorter(string place) => Corrupt(place, "it became shorter while it was read; replace model files by renaming, not in place.");

    /// <summary>The file is sound and this version does not know what it holds.</summary>
    public static RepriseException Unknown(string place, string problem) =>
        new(ErrorCode.NotImplemented, $"The model file '{place}' cannot be read: {problem} A newer version of Reprise wrote it; update this one.");

    /// <summary>The file is sound and holds another kind of model than the caller can use.</summary>
    public static RepriseException Kind(string place, string found, string wanted) =>
        new(ErrorCode.InvalidParameterValue, $"The model file '{place}' holds a {found}; a {wanted} is needed here.");
}
