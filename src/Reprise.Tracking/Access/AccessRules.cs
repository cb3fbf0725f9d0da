using System.Text;
using Reprise.Core.Errors;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Access;

/// <summary>Rules of names and passwords.</summary>
internal static class AccessRules
{
    public const int MinPassword = 8, MaxPassword = 1024;
    private const int MaxName = 255, MaxLabel = 500;

    /// <summary>Refuses a name that cannot stand in a header, a log line or a terminal, or that another could be taken for.</summary>
    public static void ValidateName(string? name, string what)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxName || !name.IsNormalized(NormalizationForm.FormC) || !char.IsLetterOrDigit(name[0])
            || !name.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' or '@' or '+' or '-'))
        {
            throw Invalid.Parameter($"A {what}'s name has 1 to {MaxName} letters, digits and . _ @ + -, and begins with a letter or digit. Got '{name}'.");
        }
    }

    public static void ValidatePassword(string? password)
    {
        if (password is null || password.Length is < MinPassword or > MaxPassword)
        {
            throw Invalid.Parameter($"A password has {MinPassword} to {MaxPassword} characters. Got {password?.Length ?? 0}.");
        }
    }

    public static void ValidateLabel(string label)
    {
        if (label.Length > MaxLabel || label.Any(char.IsControl))
        {
            throw Invalid.Parameter($"The label of a key has at most {MaxLabel} characters, on one line.");
        }
    }

    public static RepriseException NoAccount(string name) => new(ErrorCode.ResourceDoesNotExist, $"User with username={name} not found");
}
